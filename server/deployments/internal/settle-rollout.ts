import { automation } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { type Deployment, Prisma } from "../../../prisma/generated/client.ts";
import { judgeRollout } from "../judge-rollout.ts";
import { type Progress, progressSchema } from "../schema.ts";
import type { FailureCode } from "../verdict.ts";
import { failDeployment } from "./fail-deployment.ts";

type Open = Deployment & { environment: { name: string }; service: { ownerTeamId: string | null } };

/** Judges an open deployment by its last observation and moves it on. Safe to repeat: every step happens once. */
export async function settleRollout(tx: Transaction, deployment: Open, now: Date): Promise<void> {
	const status = openStatus(deployment.status);
	const verdict = verdictOn(deployment, now);
	if (!verdict) return;
	if (verdict.state === "failed") {
		const params = Object.fromEntries(Object.entries(verdict.params).filter(([, value]) => value !== null));
		await failDeployment(tx, deployment.id, { ...params, code: codeOf(verdict.code, deployment) });
	} else if (verdict.state === "rolled-out" && status === "rolling") {
		await finishRollout(tx, deployment, now);
	} else if (status === "watching" && deployment.watchUntil && now >= deployment.watchUntil) {
		// A workflow or a job that tries it may take longer than the watch; it is ended by its own deadline.
		const lasting = [{ runRequestId: { not: null } }, { job: { not: Prisma.AnyNull } }];
		const tried = { deploymentId: deployment.id, status: "running", OR: lasting };
		if ((await tx.smokeRun.count({ where: tried })) === 0) await succeed(tx, deployment, now);
	}
}

/** What something else was to bring and did not come is told apart from what Lazo could not write. */
const codeOf = (code: FailureCode, { way }: Deployment) =>
	code === "never-applied" && way !== "patch" ? "never-arrived" : code;

function verdictOn(deployment: Deployment, now: Date) {
	const status = openStatus(deployment.status);
	const { generation, deadlineAt } = deployment;
	if (!status) return null;
	return judgeRollout(
		readProgress(deployment.progress),
		{ status, generation: Number(generation ?? 0), deadlineAt },
		now,
	);
}

/** Whether a judgement at this moment would move a deployment on. */
export function needsSettling(deployment: Deployment, now: Date): boolean {
	const verdict = verdictOn(deployment, now);
	if (verdict?.state === "failed") return true;
	if (deployment.status === "watching") return deployment.watchUntil !== null && now >= deployment.watchUntil;
	return verdict?.state === "rolled-out";
}

const openStatus = (status: string) =>
	status === "applying" || status === "rolling" || status === "watching"
		? status
		: status === "requested"
			? "applying"
			: null;

/** The stored observation, or null when there is none or it is of another form. */
export const readProgress = (stored: unknown): Progress | null => progressSchema.safeParse(stored).data ?? null;

async function finishRollout(tx: Transaction, deployment: Open, now: Date): Promise<void> {
	const other = await otherVersion(tx, deployment);
	if (other) {
		await failDeployment(tx, deployment.id, { code: "other-version-runs", found: other, expected: deployment.digest });
		return;
	}
	const watchUntil = new Date(now.getTime() + config().WATCH_WINDOW_SECONDS * 1_000);
	const { count } = await tx.deployment.updateMany({
		where: { id: deployment.id, status: "rolling" },
		data: { status: "watching", rolledOutAt: now, watchUntil },
	});
	if (count === 0) return;
	await tell(tx, deployment, { type: "deployment.rolled-out", watchUntil: watchUntil.toISOString() });
	if (deployment.rollbackOfId) await markRolledBack(tx, deployment);
}

/** The digest that the new pods show when it is not the wanted one: a tag may name anything by the time it is pulled. */
async function otherVersion(tx: Transaction, { digest, progress }: Deployment): Promise<string | null> {
	const shown = readProgress(progress)?.pods.find((pod) => pod.new && pod.digest !== null && pod.digest !== digest);
	if (!digest || !shown?.digest) return null;
	const artifact = await tx.artifact.findUnique({ where: { digest }, select: { platformDigests: true } });
	return artifact?.platformDigests.includes(shown.digest) ? null : shown.digest;
}

async function markRolledBack(tx: Transaction, rollback: Open): Promise<void> {
	if (!rollback.rollbackOfId) return;
	const taken = await tx.deployment.update({
		where: { id: rollback.rollbackOfId },
		data: { status: "rolled_back", finishedAt: new Date() },
		include: { environment: true, service: true },
	});
	await tell(tx, taken, {
		type: "deployment.rolled-back",
		by: rollback.id,
		to: rollback.digest,
		reason: rollback.reason,
	});
}

async function succeed(tx: Transaction, deployment: Open, now: Date): Promise<void> {
	const { count } = await tx.deployment.updateMany({
		where: { id: deployment.id, status: "watching" },
		data: { status: "succeeded", finishedAt: now, outcome: { code: "succeeded" } },
	});
	if (count > 0) await tell(tx, deployment, { type: "deployment.succeeded" });
}

function tell(
	tx: Transaction,
	deployment: Open,
	{ type, ...data }: { type: string; [detail: string]: unknown },
): Promise<void> {
	return recordEvent(tx, {
		type,
		actor: automation("observer"),
		subject: { kind: "deployment", id: deployment.id },
		serviceId: deployment.serviceId,
		teamId: deployment.service.ownerTeamId,
		data: {
			kind: deployment.kind,
			environment: deployment.environment.name,
			environmentId: deployment.environmentId,
			digest: deployment.digest,
			...data,
		},
	});
}
