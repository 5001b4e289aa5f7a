import { z } from "zod";
import type { Prisma } from "../../prisma/generated/client.ts";
import { type Alert, type Incident, incidentSchema } from "./schema.ts";

export const incidentInclude = {
	service: { select: { id: true, name: true } },
	environment: { select: { id: true, name: true, production: true } },
	team: { select: { name: true, title: true } },
	family: { select: { recurrences: true, item: { select: { key: true, title: true, state: true, triage: true } } } },
	suspect: {
		include: { artifact: { select: { version: true, commitSha: true } }, rolledBackBy: { select: { id: true } } },
	},
} as const satisfies Prisma.IncidentInclude;

/** The kept graph is most of a row; a list that reads it for every line is slow. */
export const incidentOmit = { graph: true } as const satisfies Prisma.IncidentOmit;

export type IncidentRow = Prisma.IncidentGetPayload<{ include: typeof incidentInclude; omit: typeof incidentOmit }>;

const suspicionSchema = z.object({
	score: z.number(),
	reasons: z.array(
		z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }),
	),
});
const who = incidentSchema.shape.acknowledgedBy.unwrap();
const title = incidentSchema.shape.title.catch({ code: "unknown" });

/** A row as the screens get it. */
export function incidentAnswer(row: IncidentRow): Incident {
	return {
		id: row.id,
		number: row.number,
		title: title.parse(row.title),
		severity: row.severity as Incident["severity"],
		status: row.status as Incident["status"],
		service: row.service,
		environment: row.environment,
		team: row.team,
		startedAt: row.startedAt.toISOString(),
		detectedAt: row.detectedAt.toISOString(),
		acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
		acknowledgedBy: row.acknowledgedBy === null ? null : who.parse(row.acknowledgedBy),
		resolvedAt: row.resolvedAt?.toISOString() ?? null,
		flaps: row.flaps,
		item: row.family.item,
		recurrences: row.family.recurrences,
		suspect: suspectAnswer(row),
	};
}

function suspectAnswer({ suspect, suspicion, suspectState }: IncidentRow): Incident["suspect"] {
	if (!suspect) return null;
	const judged = suspicionSchema.safeParse(suspicion);
	return {
		deploymentId: suspect.id,
		digest: suspect.digest,
		version: suspect.artifact?.version ?? null,
		commitSha: suspect.artifact?.commitSha ?? null,
		kind: suspect.kind,
		status: suspect.status,
		requestedAt: suspect.requestedAt.toISOString(),
		by: who.parse(suspect.actor),
		score: judged.success ? judged.data.score : 0,
		reasons: judged.success ? judged.data.reasons : [],
		state: suspectState === "confirmed" || suspectState === "cleared" ? suspectState : "suggested",
		rolledBackBy: suspect.rolledBackBy?.id ?? null,
	};
}

const labels = z.record(z.string(), z.string()).catch({});
type AlertRow = Prisma.AlertGetPayload<{
	include: { service: { select: { name: true } }; environment: { select: { name: true } } };
}>;

export const alertAnswer = (row: AlertRow): Alert => ({
	id: row.id,
	name: row.name,
	severity: row.severity,
	labels: labels.parse(row.labels),
	annotations: labels.parse(row.annotations),
	generatorUrl: row.generatorUrl,
	startsAt: row.startsAt.toISOString(),
	endsAt: row.endsAt?.toISOString() ?? null,
	seen: row.seen,
	service: row.service?.name ?? null,
	environment: row.environment?.name ?? null,
	incidentId: row.incidentId,
});
