import { setTimeout as rest } from "node:timers/promises";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { expireOld } from "./expire-old.ts";
import { followRunbookRun } from "./follow-runbook-run.ts";

const tickMs = 2_000;
const atOnce = 50;

/** Follows what is under way and ends what nobody decided in time, every two seconds, until the lease is lost. */
export async function tickRunbooks(signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		await followAll().catch(complain);
		await expireOld().catch(complain);
		await rest(tickMs, undefined, { signal }).catch(() => {});
	}
}

const complain = (error: Error) => log.warn({ error: error.message }, "following runbooks");

/** All of them: those that last for days must not keep the others from being seen. */
async function followAll(): Promise<void> {
	for (let after: string | undefined; ; ) {
		const rows = await db().runbookRun.findMany({
			where: { status: { in: ["requested", "running"] }, ...(after && { id: { gt: after } }) },
			orderBy: { id: "asc" },
			take: atOnce,
			select: { id: true },
		});
		for (const { id } of rows) await followRunbookRun(id).catch(complain);
		after = rows.at(-1)?.id;
		if (rows.length < atOnce) return;
	}
}
