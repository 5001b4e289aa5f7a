import type { RolloutStages } from "#server/connectors/kubernetes/rollout-stages.ts";
import { db } from "#server/platform/database.ts";
import { readProgress } from "../internal/settle-rollout.ts";

/** How far the Argo Rollout of a deployment had come when it was last seen; null for kinds without steps. */
export async function stagesOf(deploymentId: string): Promise<RolloutStages | null> {
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId }, select: { progress: true } });
	return readProgress(deployment?.progress)?.stages ?? null;
}
