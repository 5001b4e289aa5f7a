import { z } from "zod";
import type { JsonObject } from "../objects/json.ts";
import { child, isObject } from "../objects/json.ts";
import { selectorText } from "../objects/selectors.ts";
import type { KubeObject } from "../objects/types.ts";
import { badRequest } from "./status-error.ts";

const scaleSchema = z.looseObject({
	metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional(),
	spec: z.looseObject({ replicas: z.int().min(0).default(0) }),
});

/** The `autoscaling/v1` Scale of a Deployment, ReplicaSet or StatefulSet. */
export function toScale(object: KubeObject): JsonObject & { metadata: JsonObject } {
	const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
	const spec = child(object, "spec");
	return {
		kind: "Scale",
		apiVersion: "autoscaling/v1",
		metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
		spec: { replicas: spec.replicas ?? 0 },
		status: { replicas: child(object, "status").replicas ?? 0, selector: selectorText(child(spec, "selector")) },
	};
}

/** The object with the replicas of a Scale, and its precondition. @throws StatusError 400 */
export function withScale(object: KubeObject, scale: unknown): JsonObject {
	const result = scaleSchema.safeParse(scale);
	if (!result.success) throw badRequest(`Scale cannot be handled: ${z.prettifyError(result.error)}`);
	const resourceVersion = result.data.metadata?.resourceVersion;
	const spec = isObject(object.spec) ? object.spec : {};
	return {
		...object,
		metadata: { ...object.metadata, ...(resourceVersion ? { resourceVersion } : {}) },
		spec: { ...spec, replicas: result.data.spec.replicas },
	};
}
