import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { runbookRunAnswer, runbookRunInclude, runbookRunOmit } from "./run-row.ts";
import type { RunbookRunFilter, RunbookRunRow } from "./schema.ts";

/** Runs of runbooks, newest first, a page at a time. `cursor` is the last one's id. */
export async function listRunbookRuns(
	actor: Actor,
	{ service, incident: incidentId, waiting, cursor, limit }: RunbookRunFilter,
): Promise<{ items: RunbookRunRow[]; nextCursor: string | null }> {
	await authorize(actor, "incidents.read", { subject: { kind: "runbook-runs", id: "*" } });
	const now = new Date();
	const rows = await db().runbookRun.findMany({
		where: {
			...(service && { service: { name: service } }),
			...(incidentId && { incidentId }),
			...(waiting && { status: "waiting", expiresAt: { gt: now } }),
		},
		include: runbookRunInclude,
		omit: runbookRunOmit,
		orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(cursor && { cursor: { id: cursor }, skip: 1 }),
	});
	const items = rows.slice(0, limit).map((row) => runbookRunAnswer(actor, row, now));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
