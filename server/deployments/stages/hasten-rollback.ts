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
 * wish with every new template, so it can be told only once it has taken up the one of then. Safe to repeat; never throws.
 */
export async function hastenRollback(deployment: Deployment): Promise<void> {
	const { kind, status, generation } = deployment;
	if (kind !== "rollback" || status !== "rolling") return;
	const progress = readProgress(deployment.progress);
	const stages = progress?.stages;
	if (!stages || progress.observedGeneration < Number(generation ?? 0)) return;
	if (stages.stable || stages.promotedFull || stages.aborted) return;
	await promoteFully(deployment, stages.podHash).catch((error: Error) =>
		log.warn({ deployment: deployment.id, error: error.message }, "a rollback could not skip the steps of its Rollout"),
	);
}

async function promoteFully({ serviceId, environmentId }: Deployment, podHash: string): Promise<void> {
	const environment = await db().environment.findUniqueOrThrow({ where: { id: environmentId } });
	const target = changeableTarget(await findPlace(db(), serviceId, environment.name));
	if (target?.kind !== "Rollout") return;
	const ref = refOf(target);
	const cluster = clusterOf(target.connectionId);
	const { updateRevision, stages, resourceVersion } = await readWorkload(cluster, ref);
	if (updateRevision !== podHash || stages?.stable) return;
	await operateWorkload(cluster, ref, { operation: { action: "promote-full" }, resourceVersion });
}
