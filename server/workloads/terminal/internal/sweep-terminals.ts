import { db } from "#server/platform/database.ts";
import { repeat } from "#server/platform/repeat.ts";
import { recordEnd } from "./record-end.ts";

const everyMs = 5_000;

/** Writes down the end of terminals whose worker is gone without a word, until `signal` aborts. */
export async function sweepTerminals(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "sweeping terminals failed" }, () => sweepOnce());
}

/** One round: open in the books for 20 s or longer, and no worker says that it holds them. Returns how many. */
export async function sweepOnce(): Promise<number> {
	const lost = await db().$queryRaw<{ id: string }[]>`
		select id from "TerminalSession" session
		where "endedAt" is null and "startedAt" < now() - interval '20 seconds'
			and not exists (select from "Lease" where name = 'terminal:' || session.id and until > now())
		limit 100`;
	for (const { id } of lost)
		await recordEnd(id, { ended: "worker-lost", exitCode: null, bytesIn: null, bytesOut: null });
	await db().lease.deleteMany({ where: { name: { startsWith: "terminal:" }, until: { lt: new Date() } } });
	return lost.length;
}
