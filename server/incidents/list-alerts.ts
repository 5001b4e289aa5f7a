import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { alertAnswer } from "./incident-row.ts";
import type { Alert } from "./schema.ts";

/** Alerts of a service that fire now or did in the last 7 days, firing ones first, at most 100. */
export async function listAlerts(actor: Actor, service: string): Promise<Alert[]> {
	await authorize(actor, "incidents.read", { subject: { kind: "service", id: service } });
	const rows = await db().alert.findMany({
		where: {
			service: { name: service },
			OR: [{ endsAt: null }, { startsAt: { gte: new Date(Date.now() - 7 * 86_400_000) } }],
		},
		include: { service: { select: { name: true } }, environment: { select: { name: true } } },
		orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { startsAt: "desc" }],
		take: 100,
	});
	return rows.map(alertAnswer);
}
