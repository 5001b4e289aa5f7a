import { setTimeout as sleep } from "node:timers/promises";
import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkloadChange } from "../../../prisma/generated/client.ts";
import { replicasIn } from "./carry-out-change.ts";
import { writeChange } from "./operate-workload.ts";
import type { OperateAction } from "./schema.ts";

const everyMs = 2_000;
const opposite: Record<string, OperateAction> = { scale: "scale", pause: "resume", resume: "pause" };

/** Takes changes back whose time is over, until `signal` aborts. */
export async function undoChanges(signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		await undoDue(new Date()).catch((error: Error) => log.warn({ error: error.message }, "undoing changes failed"));
		await sleep(everyMs, undefined, { signal }).catch(() => {});
	}
}

/** One round: asks for the opposite of every change that is due and has not been taken back. */
export async function undoDue(now: Date): Promise<void> {
	const due = await db().workloadChange.findMany({
		where: { status: "done", undoAt: { lte: now }, undone: null },
		orderBy: { undoAt: "asc" },
		take: 100,
	});
	for (const change of due) await undo(change);
}

async function undo(change: WorkloadChange): Promise<void> {
	const { connectionId, namespace, kind, name } = change;
	const key = { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } };
	const workload = await db().workload.findUnique({ where: key });
	const action = opposite[change.action];
	if (!workload || workload.deletedAt || !action) {
		await db().workloadChange.update({ where: { id: change.id }, data: { undoAt: null } });
		return;
	}
	const { place } = await findPlaceToOperate(change.serviceId, change.environment);
	const asked = {
		...{ environment: change.environment, action, reason: change.reason ?? "undo" },
		...(action === "scale" && { replicas: replicasIn(change.before) }),
	};
	try {
		await transaction((tx) => writeChange(tx, automation("undo"), { place, workload, asked, undoOfId: change.id }));
	} catch (error) {
		// Another change is being carried out: the next round finds this one again.
		if (!(error instanceof Problem && error.code === "change-running")) throw error;
	}
}
