import { createHash } from "node:crypto";
import { db, type Transaction } from "../database.ts";

/** The channel that says "there are new positions". */
export const sequencedChannel = "lazo_sequenced";

/** Key of the advisory lock that makes the sequencer the only one. */
const lockKey = 7_120_501;
const batch = 2_000;

/**
 * Gives committed events, live changes and audit lines their place in line, in one transaction that only one
 * process can be in. Sequence numbers of rows are not commit order; these positions are. Returns how many rows it placed.
 */
export async function sequenceOnce(): Promise<number> {
	return db().$transaction(
		async (tx) => {
			const [lock] = await tx.$queryRaw<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${lockKey}) as held`;
			if (!lock?.held) return 0;
			const events = await tx.$executeRaw`
				with waiting as (select id from "LoopEvent" where position is null order by "recordedAt", id limit ${batch}),
				placed as (select id, nextval('loop_event_position') as place from waiting)
				update "LoopEvent" e set position = placed.place from placed where e.id = placed.id`;
			const changes = await tx.$executeRaw`
				with waiting as (select id from "LiveChange" where position is null order by id limit ${batch}),
				placed as (select id, nextval('live_change_position') as place from waiting)
				update "LiveChange" c set position = placed.place from placed where c.id = placed.id`;
			const chained = await chainAudit(tx);
			const placed = events + changes + chained;
			if (placed > 0) await tx.$executeRawUnsafe(`notify ${sequencedChannel}`);
			return placed;
		},
		{ maxWait: 5_000, timeout: 15_000 },
	);
}

async function chainAudit(tx: Transaction): Promise<number> {
	const waiting = await tx.auditEntry.findMany({
		where: { chain: null },
		orderBy: [{ at: "asc" }, { id: "asc" }],
		take: 200,
	});
	if (waiting.length === 0) return 0;
	const last = await tx.auditChain.findFirst({ orderBy: { position: "desc" } });
	let hash = last?.hash ?? "";
	for (const entry of waiting) {
		hash = auditHash(hash, entry);
		await tx.auditChain.create({ data: { auditId: entry.id, hash } });
	}
	return waiting.length;
}

/** Hash of an audit line and of all before it: SHA-256 over the previous hash and the line's canonical JSON. */
export function auditHash(previous: string, entry: object): string {
	const canonical = JSON.stringify(entry, (_, value: unknown) =>
		value && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date)
			? Object.fromEntries(
					Object.entries(value)
						.filter(([name]) => name !== "chain")
						.sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: value,
	);
	return createHash("sha256").update(previous).update("\n").update(canonical).digest("hex");
}
