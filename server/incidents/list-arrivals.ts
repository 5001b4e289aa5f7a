import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { incidentAnswer, incidentInclude, incidentOmit } from "./incident-row.ts";
import { type Arrival, type ArrivalFilter, graphSchema } from "./schema.ts";

const familyInclude = {
	item: { include: { team: { select: { name: true, title: true } }, sprint: { select: { name: true } } } },
	service: { select: { name: true } },
	environment: { select: { name: true, production: true } },
	incidents: { include: incidentInclude, omit: incidentOmit, orderBy: { startedAt: "desc" }, take: 1 },
} as const satisfies Prisma.IncidentFamilyInclude;
type FamilyRow = Prisma.IncidentFamilyGetPayload<{ include: typeof familyInclude }>;

/**
 * What production wrote into the backlogs: each family with its item, how often it came back, how long it hurt, its newest
 * incident and a small graph. Newest trouble first; `cursor` is the id of the last family seen.
 */
export async function listArrivals(
	actor: Actor,
	filter: ArrivalFilter,
): Promise<{ items: Arrival[]; nextCursor: string | null; total: number }> {
	await authorize(actor, "planning.read", { subject: { kind: "backlog", id: filter.team ?? "all" } });
	const { team, service, triage, cursor, limit } = filter;
	const where: Prisma.IncidentFamilyWhereInput = {
		...(service && { service: { name: service } }),
		item: { ...triageWhere(triage), ...(team && { team: { name: team } }) },
	};
	const [rows, total] = await Promise.all([
		db().incidentFamily.findMany({
			where,
			include: familyInclude,
			orderBy: [{ lastAt: { sort: "desc", nulls: "last" } }, { id: "desc" }],
			take: limit + 1,
			...(cursor && { cursor: { id: cursor }, skip: 1 }),
		}),
		db().incidentFamily.count({ where }),
	]);
	const page = rows.slice(0, limit);
	const [trouble, thumbnails] = await Promise.all([
		troubleOf(page.map(({ id }) => id)),
		thumbnailsOf(page.flatMap(({ incidents }) => incidents.map(({ id }) => id))),
	]);
	return {
		items: page.flatMap((row) => arrivalOf(row, { troubleSeconds: trouble.get(row.id) ?? 0, thumbnails })),
		nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
		total,
	};
}

/** "open": to be decided now, which is also a snoozed one whose time has passed. */
function triageWhere(triage: ArrivalFilter["triage"]): Prisma.ItemWhereInput {
	if (triage === "open")
		return { OR: [{ triage: "pending" }, { triage: "snoozed", snoozedUntil: { lte: new Date() } }] };
	if (triage === "snoozed") return { triage, snoozedUntil: { gt: new Date() } };
	return { triage };
}

/** Seconds that each family's incidents lasted, all together. */
async function troubleOf(familyIds: string[]): Promise<Map<string, number>> {
	const rows = await db().$queryRaw<{ id: string; seconds: number }[]>`
		select "familyId"::text as id, sum(extract(epoch from coalesce("resolvedAt", now()) - "startedAt"))::float8 as seconds
		from "Incident" where "familyId" = any(${familyIds}::uuid[]) group by "familyId"`;
	return new Map(rows.map(({ id, seconds }) => [id, Math.max(0, Math.round(seconds))]));
}

type Computed = { troubleSeconds: number; thumbnails: Map<string, Arrival["thumbnail"]> };

function arrivalOf(row: FamilyRow, { troubleSeconds, thumbnails }: Computed): Arrival[] {
	const { item, incidents, service, environment, cause, recurrences, lastAt } = row;
	const newest = incidents[0];
	if (!item?.triage) return [];
	return [
		{
			id: row.id,
			item: {
				key: item.key,
				title: item.title,
				priority: item.priority,
				state: item.state,
				triage: item.triage as Arrival["item"]["triage"],
				triageReason: item.triageReason,
				snoozedUntil: item.snoozedUntil?.toISOString() ?? null,
				createdAt: item.createdAt.toISOString(),
				team: item.team,
				sprint: item.sprint?.name ?? null,
			},
			service: service.name,
			environment,
			cause,
			recurrences,
			lastAt: lastAt?.toISOString() ?? null,
			troubleSeconds,
			incident: newest ? incidentAnswer(newest) : null,
			thumbnail: (newest && thumbnails.get(newest.id)) ?? null,
		},
	];
}

const thumbnailPoints = 60;
const signalSchema = graphSchema.shape.signals.element;

/** By incident, the signal that shows trouble best: errors, else duration, else the rate. Only that one leaves the database. */
async function thumbnailsOf(incidentIds: string[]): Promise<Map<string, Arrival["thumbnail"]>> {
	const rows = await db().$queryRaw<{ id: string; signal: unknown }[]>`
		select id::text, coalesce(
			jsonb_path_query_first(graph, '$.signals[*] ? (@.name == "errors")'),
			jsonb_path_query_first(graph, '$.signals[*] ? (@.name == "duration")'),
			jsonb_path_query_first(graph, '$.signals[*] ? (@.name == "rate")')) as signal
		from "Incident" where id = any(${incidentIds}::uuid[])`;
	return new Map(rows.map(({ id, signal }) => [id, thumbnailOf(signal)]));
}

/** In few points. */
function thumbnailOf(stored: unknown): Arrival["thumbnail"] {
	const { data: signal } = signalSchema.safeParse(stored);
	const points = signal?.lines.at(signal.name === "duration" ? 1 : 0)?.points;
	if (!signal || !points) return null;
	const every = Math.max(1, Math.ceil(points.length / thumbnailPoints));
	return {
		name: signal.name,
		unit: signal.unit,
		values: points.flatMap(([, value], index) => (index % every === 0 ? [value] : [])),
	};
}
