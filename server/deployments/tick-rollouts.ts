import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { transaction } from "#server/platform/transaction.ts";
import { executeDeployment } from "./execute-deployment.ts";
import { needsSettling, settleRollout } from "./internal/settle-rollout.ts";
import { hastenRollback } from "./stages/hasten-rollback.ts";

const everyMs = 1_000;
/** A request that nobody has taken up for so long lost its worker. */
const abandonedMs = 4_000;
/** What something else carries is looked at this often, besides when its run ends. */
const lookEveryMs = 3_000;
const looked = new Map<string, number>();
/** Looked at in this moment: one whose GitHub or cluster does not answer must not keep the deadlines of the others waiting. */
const looking = new Map<string, Promise<void>>();
/** Each holds a connection of the pool while it waits, and jobs hold others. */
const mostAtOnce = 2;

/** Judges open rollouts every second, for what only time tells: deadlines, graces, ends of watch windows. Until `signal` aborts. */
export async function tickRollouts(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "judging rollouts failed" }, () => tickOnce(new Date()));
	await Promise.all(looking.values());
}

/** One round. An abandoned request is carried out here, so a killed worker costs seconds, not a job's expiry. */
export async function tickOnce(now: Date): Promise<void> {
	const open = await db().deployment.findMany({
		where: { status: { in: ["requested", "applying", "rolling", "watching"] } },
		orderBy: { requestedAt: "asc" },
		take: 500,
	});
	for (const id of looked.keys()) if (!open.some((deployment) => deployment.id === id)) looked.delete(id);
	// Whoever was looked at longest ago comes first.
	open.sort((a, b) => (looked.get(a.id) ?? 0) - (looked.get(b.id) ?? 0));
	for (const deployment of open) {
		if (isAbandoned(deployment, now)) look(deployment, now);
		else if (needsSettling(deployment, now)) await settleLocked(deployment.id, now);
		else await hastenRollback(deployment);
	}
}

type Waiting = { status: string; requestedAt: Date; deadlineAt: Date | null };

function isAbandoned({ status, requestedAt, deadlineAt }: Waiting, now: Date): boolean {
	const overdue = deadlineAt !== null && now > deadlineAt;
	const waits = status === "requested" || status === "applying";
	return waits && !overdue && now.getTime() - requestedAt.getTime() > abandonedMs;
}

function look({ id, carrier }: { id: string; carrier: unknown }, now: Date): void {
	if (looking.has(id) || looking.size >= mostAtOnce) return;
	if (carrier !== null && now.getTime() - (looked.get(id) ?? 0) < lookEveryMs) return;
	looked.set(id, now.getTime());
	looking.set(
		id,
		resume(id).finally(() => looking.delete(id)),
	);
}

const resume = (id: string) =>
	executeDeployment(id).catch((error: Error) =>
		log.warn({ deployment: id, error: error.message }, "carrying out a deployment failed; trying again"),
	);

/** Judges one deployment while no other judges it. */
const settleLocked = (id: string, now: Date) =>
	transaction(async (tx) => {
		await tx.$queryRaw`select id from "Deployment" where id = ${id}::uuid for update`;
		const deployment = await tx.deployment.findUnique({ where: { id }, include: { environment: true, service: true } });
		if (deployment) await settleRollout(tx, deployment, now);
	});
