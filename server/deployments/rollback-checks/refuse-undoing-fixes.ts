import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict } from "#server/platform/errors.ts";
import type { Overrides } from "../gates/schema.ts";
import { findUndone, mayReturn } from "./find-undone.ts";

type Way = { from: string | null; to: string | null; overrides: Overrides };

/**
 * Lets a rollback take the fix of an incident away only with a typed reason for just that; returns it, to be kept. Automation is
 * not asked: it takes back what has only just come. Throws Problem 409 `undoes-fix`.
 */
export async function refuseUndoingFixes(actor: Actor, { from, to, overrides }: Way): Promise<Overrides> {
	if (actor.kind !== "person" && actor.kind !== "token") return [];
	const undone = await findUndone(db(), { from, to });
	const [fix] = undone?.fixes.filter(mayReturn) ?? [];
	if (!fix) return [];
	const given = overrides.filter(({ gate }) => gate === "keeps-fixes");
	if (given.length > 0) return given;
	throw conflict(
		"undoes-fix",
		`This would take away the fix of incident #${fix.number} (${fix.itemKey}). Say why that is right, as an override of keeps-fixes.`,
		{ gate: "keeps-fixes", number: fix.number, incidentId: fix.incidentId, item: fix.itemKey },
	);
}
