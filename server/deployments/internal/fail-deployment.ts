import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { rollBackQueue } from "../queues.ts";

type Failure = { code: string; [param: string]: string | number | boolean | null };

/**
 * Ends a deployment as failed, once, with its reason, and asks for the automatic rollback, which decides for itself whether
 * there is one to do. Returns false when the deployment had ended already.
 */
export async function failDeployment(tx: Transaction, deploymentId: string, outcome: Failure): Promise<boolean> {
	const { count } = await tx.deployment.updateMany({
		where: { id: deploymentId, status: { in: ["requested", "applying", "rolling", "watching"] } },
		data: { status: "failed", outcome, finishedAt: new Date() },
	});
	if (count === 0) return false;
	const deployment = await tx.deployment.findUniqueOrThrow({
		where: { id: deploymentId },
		include: { environment: true, service: true },
	});
	await recordEvent(tx, {
		type: "deployment.failed",
		actor: automation("observer"),
		subject: { kind: "deployment", id: deploymentId },
		serviceId: deployment.serviceId,
		teamId: deployment.service.ownerTeamId,
		data: {
			...outcome,
			kind: deployment.kind,
			environment: deployment.environment.name,
			environmentId: deployment.environmentId,
			digest: deployment.digest,
			/** False when nothing was changed in the cluster: refused before it was applied. */
			applied: deployment.generation !== null,
		},
	});
	if (deployment.generation !== null) await enqueue(tx, rollBackQueue, { data: { deploymentId } });
	return true;
}
