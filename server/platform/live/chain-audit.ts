import { createHash } from "node:crypto";
import { db, type Reader } from "../database.ts";

/** Key of the advisory lock under which the chain grows. */
const lockKey = 7_120_503;
const batch = 200;
/** A line cannot be older than this when its transaction ends, whichever clock it was written by. */
const lookBackMs = 15 * 60_000;

/**
 * Chains audit lines that have been committed since. Looks at those not much older than the last that was chained, or at
 * `all` there are. Returns how many it chained.
 */
export async function chainAudit({ all = false } = {}): Promise<number> {
	const last = await newestLink(db());
	const since = all || !last ? new Date(0) : new Date(last.audit.at.getTime() - lookBackMs);
	const where = { chain: null, at: { gte: since } };
	if (!(await db().auditEntry.findFirst({ where, select: { id: true } }))) return 0;
	return db().$transaction(
		async (tx) => {
			const [lock] = await tx.$queryRaw<{ held: boolean }[]>`select pg_try_advisory_xact_lock(${lockKey}) as held`;
			if (!lock?.held) return 0;
			const waiting = await tx.auditEntry.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }], take: batch });
			let hash = (await newestLink(tx))?.hash ?? "";
			for (const entry of waiting) {
				hash = auditHash(hash, entry);
				await tx.auditChain.create({ data: { auditId: entry.id, hash } });
			}
			return waiting.length;
		},
		{ maxWait: 5_000, timeout: 15_000 },
	);
}

const newestLink = (reader: Reader) =>
	reader.auditChain.findFirst({ orderBy: { position: "desc" }, include: { audit: { select: { at: true } } } });

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
