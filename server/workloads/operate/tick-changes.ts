import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { repeat } from "#server/platform/repeat.ts";
import { carryOutChange } from "./carry-out-change.ts";
import { undoChange } from "./undo-change.ts";

const everyMs = 2_000;
/** A change that nobody has carried out for so long lost its worker or its job. */
const abandonedMs = 30_000;

/** Takes changes back whose time is over and takes up those that were left lying, until `signal` aborts. */
export async function tickChanges(signal: AbortSignal): Promise<void> {
	await repeat(signal, { everyMs, failed: "tending changes failed" }, () => tickOnce(new Date()));
}

/** One round. A change that cannot be tended now holds up no other. */
export async function tickOnce(now: Date): Promise<void> {
	const abandoned = await db().workloadChange.findMany({
		where: { status: "requested", requestedAt: { lte: new Date(now.getTime() - abandonedMs) } },
		orderBy: { requestedAt: "asc" },
		take: 100,
	});
	for (const { id } of abandoned) await tend(id, () => carryOutChange(id));
	const due = await db().workloadChange.findMany({
		where: { status: "done", undoAt: { lte: now }, undone: null },
		orderBy: { undoAt: "asc" },
		take: 100,
	});
	for (const change of due) await tend(change.id, () => undoChange(change));
}

const tend = (id: string, work: () => Promise<void>) =>
	work().catch((error: Error) =>
		log.warn({ change: id, error: error.message }, "a change could not be tended; trying again"),
	);
