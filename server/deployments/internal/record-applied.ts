import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";

/** What the cluster held after a deployment was applied. */
export type Applied = {
	generation: number;
	exactHash: string;
	deadlineSeconds: number | null;
	templateId: string | null;
};

/**
 * Notes that a deployment was written to the cluster. Called by whoever sees it first, the job that wrote it or the watch
 * that saw it; only the first counts. Earlier deployments of the place that were still watched are superseded.
 */
export async function recordApplied(tx: Transaction, deploymentId: string, applied: Applied): Promise<void> {
	const now = new Date();
	const deadlineSeconds = applied.deadlineSeconds ?? config().ROLLOUT_DEADLINE_SECONDS;
	const { count } = await tx.deployment.updateMany({
		where: { id: deploymentId, status: { in: ["requested", "applying"] } },
		data: {
			status: "rolling",
			startedAt: now,
			generation: BigInt(applied.generation),
			templateHash: applied.exactHash,
			deadlineAt: new Date(now.getTime() + deadlineSeconds * 1_000),
			...(applied.templateId && { templateId: applied.templateId }),
		},
	});
	if (count === 0) return;
	const deployment = await tx.deployment.findUniqueOrThrow({
		where: { id: deploymentId },
		include: { environment: true, service: true },
	});
	await supersedeOthers(tx, deployment);
	await recordEvent(tx, {
		type: "deployment.started",
		actor: automation("deployer"),
		subject: { kind: "deployment", id: deploymentId },
		serviceId: deployment.serviceId,
		teamId: deployment.service.ownerTeamId,
		data: {
			kind: deployment.kind,
			environment: deployment.environment.name,
			environmentId: deployment.environmentId,
			digest: deployment.digest,
			generation: applied.generation,
		},
	});
}

type Successor = { id: string; serviceId: string; environmentId: string };

/** Ends the watch over what came before; what was rolling when something else was written is overtaken. */
export async function supersedeOthers(tx: Transaction, { id, serviceId, environmentId }: Successor): Promise<void> {
	const rest = { serviceId, environmentId, id: { not: id } };
	const finishedAt = new Date();
	await tx.deployment.updateMany({
		where: { ...rest, status: "watching" },
		data: { status: "superseded", finishedAt, outcome: { code: "superseded", by: id } },
	});
	await tx.deployment.updateMany({
		where: { ...rest, status: "rolling" },
		data: { status: "superseded", finishedAt, outcome: { code: "overtaken", by: id } },
	});
}
