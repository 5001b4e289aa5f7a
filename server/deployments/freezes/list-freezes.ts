import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { actorRefSchema } from "../schema.ts";
import { freezeAt, nextFreeze } from "./freeze-at.ts";
import type { FreezeRow } from "./schema.ts";

const iso = (span: { from: Date; until: Date } | null) =>
	span && { from: span.from.toISOString(), until: span.until.toISOString() };

/** The freeze windows of an environment that have not been ended, each with its running and its next occurrence. Throws Problem 404. */
export async function listFreezes(actor: Actor, environment: string): Promise<{ items: FreezeRow[] }> {
	await authorize(actor, "deployments.read", { subject: { kind: "environment", id: environment } });
	const found = await db().environment.findUnique({ where: { name: environment } });
	if (!found) throw notFound("environment", environment);
	const rows = await db().freezeWindow.findMany({
		where: { environmentId: found.id, endedAt: null },
		orderBy: { createdAt: "asc" },
		take: 200,
	});
	const now = new Date();
	return {
		items: rows.map((row) => ({
			...{ id: row.id, name: row.name, reason: row.reason, timeZone: row.timeZone },
			...{ startsAt: row.startsAt, minutes: row.minutes, rule: row.rule },
			createdBy: actorRefSchema.parse(row.createdBy),
			running: iso(freezeAt(row, now)),
			next: iso(nextFreeze(row, now)),
		})),
	};
}
