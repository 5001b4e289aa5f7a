import { z } from "zod";
import { badRequest, conflict, forbidden, notFound } from "../api/status-error.ts";
import type { KubeObject, Pod } from "../objects/types.ts";
import type { Cluster } from "./cluster.ts";
import { timestamp } from "./cluster.ts";
import type { Address } from "./update-object.ts";
import { isReadyToGo } from "./update-object.ts";

/** `DeleteOptions`, from the body or the query. */
const deleteOptionsSchema = z.looseObject({
	gracePeriodSeconds: z.int().min(0).nullish(),
	propagationPolicy: z.enum(["Orphan", "Background", "Foreground"]).nullish(),
	preconditions: z.object({ uid: z.string().nullish(), resourceVersion: z.string().nullish() }).nullish(),
	dryRun: z.array(z.string()).nullish(),
});
export type DeleteOptions = z.infer<typeof deleteOptionsSchema>;

/** Namespaces that no cluster is without. */
const permanent = new Set(["default", "kube-system", "kube-public"]);

/** What was deleted, and whether it is gone already or only on its way. */
export type Deleted = { object: KubeObject; gone: boolean };

function checkPreconditions(address: Address, object: KubeObject, options: DeleteOptions): void {
	const { uid, resourceVersion } = options.preconditions ?? {};
	const { metadata } = object;
	if (uid && uid !== metadata.uid) {
		throw conflict(
			address.kind,
			address.name,
			`Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
		);
	}
	if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
		throw conflict(
			address.kind,
			address.name,
			`Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
		);
	}
}

function graceOf(object: KubeObject, options: DeleteOptions): number {
	if (object.kind !== "Pod") return 0;
	const pod = object as Pod;
	if (!pod.spec.nodeName || ["Succeeded", "Failed"].includes(pod.status.phase)) return 0;
	return options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30;
}

function withPropagation(finalizers: string[], options: DeleteOptions): string[] {
	const policy = options.propagationPolicy;
	if (!policy) return finalizers;
	const rest = finalizers.filter((finalizer) => finalizer !== "orphan" && finalizer !== "foregroundDeletion");
	if (policy === "Orphan") return [...rest, "orphan"];
	return policy === "Foreground" ? [...rest, "foregroundDeletion"] : rest;
}

function marked(object: KubeObject, options: DeleteOptions): KubeObject {
	const grace = graceOf(object, options);
	const { metadata } = object;
	// A second deletion may only shorten the grace of the first.
	const shorter = metadata.deletionTimestamp === undefined || grace < (metadata.deletionGracePeriodSeconds ?? 0);
	const finalizers = withPropagation(metadata.finalizers ?? [], options);
	return {
		...object,
		...(object.kind === "Namespace" ? { status: { phase: "Terminating" } } : {}),
		metadata: {
			...metadata,
			...(finalizers.length > 0 || metadata.finalizers ? { finalizers } : {}),
			...(shorter
				? { deletionTimestamp: timestamp(new Date(Date.now() + grace * 1000)), deletionGracePeriodSeconds: grace }
				: {}),
			...(metadata.generation && !metadata.deletionTimestamp ? { generation: metadata.generation + 1 } : {}),
		},
	};
}

/**
 * Deletes an object, or marks it when a grace period or a finalizer holds it.
 * @throws StatusError 404, 409 when a precondition fails
 */
export function deleteObject(cluster: Cluster, address: Address, options: DeleteOptions): Deleted {
	const { kind, namespace, name } = address;
	const object = cluster.store.get<string>(kind.key, namespace, name);
	if (!object) throw notFound(kind, name);
	if (kind.key === "namespaces" && permanent.has(name)) {
		throw forbidden(kind, name, { message: "this namespace may not be deleted" });
	}
	checkPreconditions(address, object, options);
	const next = marked(object, options);
	const gone = isReadyToGo(next);
	if (address.dryRun) return { object: next, gone };
	if (gone) {
		cluster.store.remove(kind.key, object);
		return { object, gone };
	}
	return { object: cluster.store.put(kind.key, next), gone };
}

/** Reads DeleteOptions from a parsed body. @throws StatusError 400 */
export function readDeleteOptions(body: unknown): DeleteOptions {
	const result = deleteOptionsSchema.safeParse(body ?? {});
	if (!result.success) throw badRequest(`the delete options cannot be read: ${z.prettifyError(result.error)}`);
	return result.data;
}
