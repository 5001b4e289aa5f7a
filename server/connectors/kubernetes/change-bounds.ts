import { type AutoscalerObject, autoscalerSchema } from "./autoscaler-object.ts";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { objectPath, resourceName } from "./resources.ts";

export type AutoscalerRef = { namespace: string; name: string };
export type Bounds = { min: number; max: number };

const kind = "HorizontalPodAutoscaler";
const resource = resourceName(kind);
const triesUntilConflict = 10;

/**
 * Sets between how many pods an autoscaler may choose, at the version it just read; somebody faster is read again, ten times.
 * Throws KubernetesError.
 */
export async function changeBounds(cluster: Cluster, ref: AutoscalerRef, { min, max }: Bounds): Promise<void> {
	const path = objectPath({ kind, ...ref });
	for (let attempt = 1; ; attempt++) {
		const { resourceVersion } = parse(await cluster.call({ verb: "get", resource, path }));
		try {
			await cluster.call({
				...{ verb: "patch", resource, method: "PATCH", path: `${path}?fieldManager=lazo` },
				contentType: "application/merge-patch+json",
				body: { metadata: { resourceVersion }, spec: { minReplicas: min, maxReplicas: max } },
			});
			return;
		} catch (error) {
			const again = error instanceof KubernetesError && error.code === "conflict" && attempt < triesUntilConflict;
			if (!again) throw error;
		}
	}
}

function parse(answer: unknown): AutoscalerObject {
	const parsed = autoscalerSchema.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw new KubernetesError({
		...{ code: "unreadable", verb: "get", resource },
		message: `The cluster's answer is no ${kind}: ${parsed.error.issues[0]?.message}`,
	});
}
