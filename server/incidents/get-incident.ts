import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { listMarkers } from "#server/metrics/list-markers.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";
import { alertAnswer, incidentAnswer, incidentInclude } from "./incident-row.ts";
import { graphSchema, type IncidentDetail, type TimelineEntry } from "./schema.ts";

const uuid = z.uuid();
const who = z.object({ kind: z.string(), id: z.string(), name: z.string().optional(), login: z.string().optional() });
const dataSchema = z.record(z.string(), z.unknown()).catch({});

/** One incident, by id or number, with its alerts, its graph and its whole timeline. Throws Problem 404. */
export async function getIncident(actor: Actor, idOrNumber: string): Promise<IncidentDetail> {
	await authorize(actor, "incidents.read", { subject: { kind: "incident", id: idOrNumber } });
	const where = uuid.safeParse(idOrNumber).success
		? { id: idOrNumber }
		: /^\d{1,9}$/.test(idOrNumber)
			? { number: Number(idOrNumber) }
			: null;
	const row =
		where &&
		(await db().incident.findUnique({
			where,
			include: {
				...incidentInclude,
				alerts: {
					include: { service: { select: { name: true } }, environment: { select: { name: true } } },
					orderBy: { startsAt: "asc" },
					take: 200,
				},
				rollbacks: { orderBy: { requestedAt: "asc" } },
				holds: { orderBy: { createdAt: "asc" } },
			},
		}));
	if (!row) throw notFound("incident", idOrNumber);
	const graph = graphSchema.safeParse(row.graph);
	return {
		...incidentAnswer(row),
		alerts: row.alerts.map(alertAnswer),
		timeline: await readTimeline(row),
		graph: graph.success ? graph.data : null,
		rollbacks: row.rollbacks.map(({ id, status, actor: by, requestedAt }) => ({
			id,
			status,
			by: who.parse(by),
			requestedAt: requestedAt.toISOString(),
		})),
		holds: row.holds.map(({ id, digest, createdAt, liftedAt }) => ({
			id,
			digest,
			createdAt: createdAt.toISOString(),
			liftedAt: liftedAt?.toISOString() ?? null,
		})),
		markers: graph.success ? await markersOf(row, graph.data) : [],
	};
}

const markersOf = (row: { serviceId: string; environmentId: string }, graph: { start: number; end: number }) =>
	listMarkers(row.serviceId, row.environmentId, {
		start: new Date(graph.start * 1_000),
		end: new Date(graph.end * 1_000),
	});

type Scope = {
	id: string;
	serviceId: string;
	environmentId: string;
	startedAt: Date;
	resolvedAt: Date | null;
	suspectId: string | null;
	alerts: { id: string }[];
	family: { item: { key: string } | null };
};

/** Everything that happened to the service in that environment from half an hour before the onset until half an hour after the end. */
async function readTimeline(incident: Scope): Promise<TimelineEntry[]> {
	const from = new Date(incident.startedAt.getTime() - 1_800_000);
	const until = new Date((incident.resolvedAt ?? new Date()).getTime() + 1_800_000);
	const deployments = await db().deployment.findMany({
		where: {
			serviceId: incident.serviceId,
			environmentId: incident.environmentId,
			OR: [
				{ requestedAt: { gte: from, lte: until } },
				{ id: incident.suspectId ?? undefined },
				{ incidentId: incident.id },
			],
		},
		select: { id: true },
	});
	const runbookRuns = await db().runbookRun.findMany({
		where: {
			serviceId: incident.serviceId,
			OR: [
				{ incidentId: incident.id },
				{ environmentId: incident.environmentId, requestedAt: { gte: from, lte: until } },
			],
		},
		select: { id: true },
		take: 50,
	});
	const subjects = [
		incident.id,
		...incident.alerts.slice(0, 20).map(({ id }) => id),
		...deployments.map(({ id }) => id),
		...runbookRuns.map(({ id }) => id),
	];
	const item =
		incident.family.item &&
		(await db().item.findUnique({ where: { key: incident.family.item.key }, select: { id: true } }));
	const events = await db().loopEvent.findMany({
		where: {
			OR: [
				{ subjectId: { in: subjects } },
				// The item outlives an incident that came before or comes again.
				...(item ? [{ subjectId: item.id, subjectKind: "item", occurredAt: { gte: from, lte: until } }] : []),
				{
					type: { in: ["version.held", "version.lifted"] },
					serviceId: incident.serviceId,
					occurredAt: { gte: from, lte: until },
				},
			],
		},
		orderBy: [{ occurredAt: "asc" }, { recordedAt: "asc" }],
		take: 300,
	});
	return events.map((event) => ({
		id: event.id,
		at: event.occurredAt.toISOString(),
		type: event.type,
		who: who.catch({ kind: "automation", id: "unknown" }).parse(event.actor),
		subject: { kind: event.subjectKind, id: event.subjectId },
		data: dataSchema.parse(event.data),
		href: hrefOf(event, incident),
	}));
}

function hrefOf({ subjectKind, subjectId }: LoopEvent, { family: { item } }: Scope): string | null {
	if (subjectKind === "deployment") return `/deployments/${subjectId}`;
	if (subjectKind === "runbook-run") return `/runbook-runs/${subjectId}`;
	return subjectKind === "item" && item ? `/items/${item.key}` : null;
}
