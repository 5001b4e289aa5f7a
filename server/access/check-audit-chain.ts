import { db } from "#server/platform/database.ts";
import { auditHash } from "#server/platform/live/chain-audit.ts";
import type { ChainCheck } from "./schema.ts";

/** Computes the hash chain over the newest `count` lines again; `brokenAt` is the first line that was altered, or null. */
export async function checkAuditChain(count = 1_000): Promise<ChainCheck> {
	const links = await db().auditChain.findMany({
		orderBy: { position: "desc" },
		take: count + 1,
		include: { audit: true },
	});
	const oldestFirst = links.reverse();
	const complete = oldestFirst.length <= count;
	let previous = complete ? "" : (oldestFirst[0]?.hash ?? "");
	const checked = complete ? oldestFirst : oldestFirst.slice(1);
	for (const { hash, audit } of checked) {
		if (auditHash(previous, audit) !== hash) return { checked: checked.length, brokenAt: audit.id };
		previous = hash;
	}
	return { checked: checked.length, brokenAt: null };
}
