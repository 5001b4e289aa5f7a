import { z } from "zod";
import { overridesSchema } from "#server/deployments/gates/schema.ts";
import { markerSchema } from "#server/metrics/schema.ts";

export const severitySchema = z.enum(["critical", "warning", "info"]);
export const incidentStatusSchema = z.enum(["open", "acknowledged", "resolved"]);
const code = z.object({ code: z.string() }).catchall(z.union([z.string(), z.number()]));
const who = z.object({ kind: z.string(), id: z.string(), name: z.string().optional(), login: z.string().optional() });

/** An incident as a row. */
export const incidentSchema = z.object({
	id: z.uuid(),
	number: z.number().int(),
	/** { code: "alert" | "rollout", … } */
	title: code,
	severity: severitySchema,
	status: incidentStatusSchema,
	service: z.object({ id: z.uuid(), name: z.string() }),
	environment: z.object({ id: z.uuid(), name: z.string(), production: z.boolean() }),
	team: z.object({ name: z.string(), title: z.string() }).nullable(),
	startedAt: z.iso.datetime(),
	detectedAt: z.iso.datetime(),
	acknowledgedAt: z.iso.datetime().nullable(),
	acknowledgedBy: who.nullable(),
	resolvedAt: z.iso.datetime().nullable(),
	flaps: z.number().int(),
	item: z.object({ key: z.string(), title: z.string(), state: z.string(), triage: z.string().nullable() }).nullable(),
	recurrences: z.number().int(),
	suspect: z
		.object({
			deploymentId: z.uuid(),
			digest: z.string().nullable(),
			version: z.string().nullable(),
			commitSha: z.string().nullable(),
			kind: z.string(),
			status: z.string(),
			requestedAt: z.iso.datetime(),
			by: who,
			score: z.number(),
			reasons: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
			state: z.enum(["suggested", "confirmed", "cleared"]),
			rolledBackBy: z.uuid().nullable(),
		})
		.nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

/** A line of the timeline: code and parameters, rendered in the reader's language. */
export const timelineEntrySchema = z.object({
	id: z.string(),
	at: z.iso.datetime(),
	type: z.string(),
	who: who,
	subject: z.object({ kind: z.string(), id: z.string() }),
	data: z.record(z.string(), z.unknown()),
	href: z.string().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

export const alertSchema = z.object({
	id: z.uuid(),
	name: z.string(),
	severity: z.string().nullable(),
	labels: z.record(z.string(), z.string()),
	annotations: z.record(z.string(), z.string()),
	generatorUrl: z.string().nullable(),
	startsAt: z.iso.datetime(),
	endsAt: z.iso.datetime().nullable(),
	seen: z.number().int(),
	service: z.string().nullable(),
	environment: z.string().nullable(),
	incidentId: z.uuid().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

export const graphSchema = z.object({
	start: z.number(),
	end: z.number(),
	signals: z.array(
		z.object({
			name: z.string(),
			unit: z.string(),
			lines: z.array(z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number().nullable()])) })),
		}),
	),
});

export const incidentDetailSchema = incidentSchema.extend({
	alerts: z.array(alertSchema),
	timeline: z.array(timelineEntrySchema),
	graph: graphSchema.nullable(),
	/** Rollbacks that this incident led to, oldest first. */
	rollbacks: z.array(z.object({ id: z.uuid(), status: z.string(), by: who, requestedAt: z.iso.datetime() })),
	/** Versions that are held because of it. */
	holds: z.array(
		z.object({ id: z.uuid(), digest: z.string(), createdAt: z.iso.datetime(), liftedAt: z.iso.datetime().nullable() }),
	),
	/** What happened to the service meanwhile, to be marked on the graph. */
	markers: z.array(markerSchema),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

export const incidentFilterSchema = z.object({
	team: z.string().optional(),
	service: z.string().optional(),
	environment: z.string().optional(),
	status: z.enum(["open", "acknowledged", "resolved", "unresolved"]).optional(),
	severity: severitySchema.optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type IncidentFilter = z.infer<typeof incidentFilterSchema>;

export const suspectDecisionSchema = z.strictObject({ decision: z.enum(["confirmed", "cleared"]) });
export const commentSchema = z.strictObject({ text: z.string().trim().min(1).max(4_000) });
export const rollbackSchema = z.strictObject({
	reason: z.string().trim().min(3).max(500),
	mode: z.enum(["template", "image"]).optional(),
	/** `keeps-fixes`: why the fix of another incident may be taken away. */
	overrides: overridesSchema,
});

/** A row of the backlog that production writes. */
export const arrivalSchema = z.object({
	id: z.uuid(),
	item: z.object({
		key: z.string(),
		title: z.string(),
		priority: z.string(),
		state: z.string(),
		triage: z.enum(["pending", "accepted", "snoozed", "declined", "duplicate"]),
		triageReason: z.string().nullable(),
		snoozedUntil: z.iso.datetime().nullable(),
		createdAt: z.iso.datetime(),
		team: z.object({ name: z.string(), title: z.string() }),
		sprint: z.string().nullable(),
	}),
	service: z.string(),
	environment: z.object({ name: z.string(), production: z.boolean() }),
	/** Alert name, or the code of a failed rollout. */
	cause: z.string(),
	recurrences: z.number().int(),
	lastAt: z.iso.datetime().nullable(),
	/** How long all of its incidents lasted together. */
	troubleSeconds: z.number().int(),
	incident: incidentSchema.nullable(),
	thumbnail: z.object({ name: z.string(), unit: z.string(), values: z.array(z.number().nullable()) }).nullable(),
});
export type Arrival = z.infer<typeof arrivalSchema>;

export const arrivalFilterSchema = z.object({
	team: z.string().max(100).optional(),
	service: z.string().max(253).optional(),
	triage: z.enum(["open", "accepted", "snoozed", "declined", "duplicate"]).default("open"),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ArrivalFilter = z.infer<typeof arrivalFilterSchema>;
