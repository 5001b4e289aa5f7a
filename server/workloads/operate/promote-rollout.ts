import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { operateWorkload } from "#server/connectors/kubernetes/operate-workload.ts";
import { readWorkload, type WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import type { Point } from "./schema.ts";

/**
 * Lets a Rollout go on from the pause that was seen, or past all its steps. One that has moved on by itself, or that another
 * version overtook, is left alone. Throws KubernetesError, `conflict` when somebody else was faster.
 */
export async function promoteRollout(
	cluster: Cluster,
	ref: WorkloadRef,
	{ action, point }: { action: "promote" | "promote-full"; point: Point },
): Promise<void> {
	const { stages, resourceVersion } = await readWorkload(cluster, ref);
	if (!stages || stages.podHash !== point.podHash || stages.stable) return;
	if (action === "promote-full") {
		await operateWorkload(cluster, ref, { operation: { action }, resourceVersion });
		return;
	}
	if (stages.step !== point.step || stages.pauses.length === 0) return;
	// An inconclusive analysis would hold it at the same step again.
	const inconclusive = stages.pauses.some(({ reason }) => reason === "InconclusiveAnalysisRun");
	const pastStep = inconclusive ? stages.step : null;
	await operateWorkload(cluster, ref, { operation: { action, pastStep }, resourceVersion });
}
