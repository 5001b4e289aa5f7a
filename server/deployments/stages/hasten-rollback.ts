import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { operateWorkload } from "#server/connectors/kubernetes/operate-workload.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeableTarget, findPlace, refOf } from "../internal/find-place.ts";
import { readProgress } from "../internal/settle-rollout.ts";

/**
 * Lets a rollback of an Argo Rollout skip its steps: what is taken back must not wait at a pause. The controller forgets such a
 * wish with every new template, so it can be told only once it has taken up the one of then. Safe to repeat.
 */
export async function hastenRollback(deployment: Deployment): Promise<void> {
	const { kind, status, generation, serviceId, environmentId } = deployment;
	if (kind !== "rollback" || status !== "rolling") return;
	const progress = readProgress(deployment.progress);
	const stages = progress?.stages;
	if (!stages || progress.observedGeneration < Number(generation ?? 0)) return;
	if (stages.stable || stages.promotedFull || stages.aborted) return;
	const environment = await db().environment.findUniqueOrThrow({ where: { id: environmentId } });
	const target = changeableTarget(await findPlace(db(), serviceId, environment.name));
	if (target?.kind !== "Rollout") return;
	const ref = refOf(target);
	try {
		const cluster = clusterOf(target.connectionId);
		const live = await readWorkload(cluster, ref);
		if (live.updateRevision !== stages.podHash || live.stages?.stable) return;
		const { resourceVersion } = live;
		await operateWorkload(cluster, ref, { operation: { action: "promote-full" }, resourceVersion });
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		log.warn({ deployment: deployment.id, error: error.message }, "a rollback could not skip the steps of its Rollout");
	}
}
