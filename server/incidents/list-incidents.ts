import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { incidentAnswer, incidentInclude, incidentOmit } from "./incident-row.ts";
import type { Incident, IncidentFilter } from "./schema.ts";

/** Incidents, newest first, a page at a time. `cursor` is the id of the last one seen. */
export async function listIncidents(
	actor: Actor,
	filter: IncidentFilter,
): Promise<{ items: Incident[]; nextCursor: string | null; total: number }> {
	await authorize(actor, "incidents.read", { subject: { kind: "incidents", id: filter.team ?? "all" } });
	const { team, service, environment, status, severity, cursor, limit } = filter;
	const where = {
		...(team && { team: { name: team } }),
		...(service && { service: { name: service } }),
		...(environment && { environment: { name: environment } }),
		...(status && (status === "unresolved" ? { resolvedAt: null } : { status })),
		...(severity && { severity }),
	};
	const [rows, total] = await Promise.all([
		db().incident.findMany({
			where,
			include: incidentInclude,
			omit: incidentOmit,
			orderBy: [{ startedAt: "desc" }, { id: "desc" }],
			take: limit + 1,
			...(cursor && { cursor: { id: cursor }, skip: 1 }),
		}),
		db().incident.count({ where }),
	]);
	const page = rows.slice(0, limit);
	return { items: page.map(incidentAnswer), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null, total };
}
