import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { tellRun } from "./tell-run.ts";

/** Ends requests that waited for somebody's word longer than they may: all of them, at most 50, or those of one place. */
export async function expireOld(place: { runbookId?: string; environmentId?: string } = {}): Promise<void> {
	const now = new Date();
	const rows = await db().runbookRun.findMany({
		where: { ...place, status: "waiting", expiresAt: { lte: now } },
		include: { service: true, environment: true },
		take: 50,
	});
	for (const row of rows)
		await transaction(async (tx) => {
			const { count } = await tx.runbookRun.updateMany({
				where: { id: row.id, status: "waiting" },
				data: { status: "expired", finishedAt: now },
			});
			if (count > 0) await tellRun(tx, row, { type: "runbook.expired", actor: automation("incidents") });
		});
}
