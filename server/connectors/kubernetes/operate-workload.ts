import type { Cluster } from "./cluster.ts";
import type { WorkloadObject } from "./objects.ts";
import { parseWorkload, type WorkloadRef } from "./read-workload.ts";
import { objectPath, resourceName } from "./resources.ts";
import { restartAnnotation } from "./template.ts";

/** A change of how a workload runs; `restart` marks the template as `kubectl rollout restart` does. */
export type Operation =
	| { action: "restart"; at: Date }
	| { action: "scale"; replicas: number }
	| { action: "pause" }
	| { action: "resume" };

/**
 * Restarts, scales, pauses or resumes a workload by merge patch, only while it is at `resourceVersion`.
 * Throws KubernetesError, `conflict` when somebody else was faster.
 */
export async function operateWorkload(
	cluster: Cluster,
	ref: WorkloadRef,
	{ operation, resourceVersion }: { operation: Operation; resourceVersion: string },
): Promise<WorkloadObject> {
	const answer = await cluster.call({
		verb: "patch",
		resource: resourceName(ref.kind),
		method: "PATCH",
		path: `${objectPath(ref)}?fieldManager=lazo`,
		contentType: "application/merge-patch+json",
		body: { metadata: { resourceVersion }, spec: specOf(operation) },
	});
	return parseWorkload(answer, ref.kind, "patch");
}

function specOf(operation: Operation): object {
	switch (operation.action) {
		case "restart":
			return { template: { metadata: { annotations: { [restartAnnotation]: operation.at.toISOString() } } } };
		case "scale":
			return { replicas: operation.replicas };
		default:
			return { paused: operation.action === "pause" };
	}
}
