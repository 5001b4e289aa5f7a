import { z } from "zod";

export const itemTypes = ["feature", "bug", "debt", "incident", "security"] as const;
export const priorities = ["urgent", "high", "medium", "low"] as const;
/** Columns of the board, in their order. */
export const itemStates = ["backlog", "todo", "in_progress", "in_review", "done"] as const;
export const triageStates = ["pending", "accepted", "snoozed", "declined", "duplicate"] as const;

export const itemTypeSchema = z.enum(itemTypes);
export const prioritySchema = z.enum(priorities);
export const itemStateSchema = z.enum(itemStates);
export type ItemState = z.infer<typeof itemStateSchema>;

const station = z.object({
	state: z.enum(["none", "waiting", "running", "done", "failed"]),
	at: z.string().nullable(),
	evidence: z.array(
		z.object({
			kind: z.string(),
			id: z.string(),
			label: z.string(),
			who: z.string().nullable(),
			state: z.string().nullable(),
		}),
	),
});

/** Where the image that carries an item runs now. */
export const whereaboutsSchema = z.array(
	z.object({ environment: z.string(), status: z.string(), since: z.iso.datetime().nullable() }),
);

/** An item as a card or a row. */
export const itemSchema = z.object({
	id: z.uuid(),
	key: z.string(),
	title: z.string(),
	type: itemTypeSchema,
	priority: prioritySchema,
	state: itemStateSchema,
	rank: z.string(),
	/** Points. */
	estimate: z.number().int().nullable(),
	labels: z.array(z.string()),
	carriedOver: z.number().int(),
	assignee: z.object({ id: z.uuid(), login: z.string(), name: z.string() }).nullable(),
	service: z.object({ id: z.uuid(), name: z.string() }).nullable(),
	sprint: z.object({ id: z.uuid(), name: z.string() }).nullable(),
	team: z.object({ id: z.uuid(), name: z.string(), title: z.string() }),
	triage: z.enum(triageStates).nullable(),
	stations: z.array(station).nullable(),
	where: whereaboutsSchema,
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
	/** Send it back with an edit, so that nobody overwrites another's. */
	version: z.number().int(),
});
export type Item = z.infer<typeof itemSchema>;

export const itemDetailSchema = itemSchema.extend({
	description: z.string(),
	parent: z.object({ key: z.string(), title: z.string() }).nullable(),
	triageReason: z.string().nullable(),
	snoozedUntil: z.iso.datetime().nullable(),
	duplicateOf: z.object({ key: z.string(), title: z.string() }).nullable(),
	history: z.array(
		z.object({
			id: z.string(),
			type: z.string(),
			at: z.iso.datetime(),
			who: z.string(),
			/** Kind of actor: person, token, automation… */
			by: z.string(),
			data: z.record(z.string(), z.unknown()),
		}),
	),
});
export type ItemDetail = z.infer<typeof itemDetailSchema>;

const text = z.string().trim().min(1).max(200);
const labels = z.array(z.string().trim().min(1).max(40)).max(12);

export const newItemSchema = z.strictObject({
	team: z.string().min(1).max(100),
	title: text,
	description: z.string().max(20_000).default(""),
	type: itemTypeSchema.default("feature"),
	priority: prioritySchema.default("medium"),
	estimate: z.number().int().min(0).max(100).nullable().default(null),
	service: z.string().max(100).nullable().default(null),
	assignee: z.string().max(100).nullable().default(null),
	sprintId: z.uuid().nullable().default(null),
	state: itemStateSchema.default("backlog"),
	labels: labels.default([]),
	parent: z.string().max(30).nullable().default(null),
});
export type NewItem = z.infer<typeof newItemSchema>;

export const itemEditSchema = z.strictObject({
	version: z.number().int(),
	title: text.optional(),
	description: z.string().max(20_000).optional(),
	type: itemTypeSchema.optional(),
	priority: prioritySchema.optional(),
	estimate: z.number().int().min(0).max(100).nullable().optional(),
	service: z.string().max(100).nullable().optional(),
	assignee: z.string().max(100).nullable().optional(),
	sprintId: z.uuid().nullable().optional(),
	labels: labels.optional(),
});
export type ItemEdit = z.infer<typeof itemEditSchema>;

/** Where a card was dropped: a column, and the keys of the cards above and below it there. */
export const itemMoveSchema = z.strictObject({
	state: itemStateSchema,
	after: z.string().max(30).nullable().default(null),
	before: z.string().max(30).nullable().default(null),
});
export type ItemMove = z.infer<typeof itemMoveSchema>;

export const triageSchema = z.discriminatedUnion("decision", [
	z.strictObject({ decision: z.literal("accept"), sprintId: z.uuid().nullable().default(null) }),
	z.strictObject({ decision: z.literal("snooze"), until: z.iso.datetime() }),
	z.strictObject({ decision: z.literal("decline"), reason: z.string().trim().min(3).max(500) }),
	z.strictObject({ decision: z.literal("merge"), into: z.string().max(30) }),
]);
export type Triage = z.infer<typeof triageSchema>;

export const burndownDaySchema = z.object({ date: z.iso.date(), remaining: z.number(), scope: z.number() });

export const sprintSchema = z.object({
	id: z.uuid(),
	name: z.string(),
	goal: z.string().nullable(),
	team: z.object({ name: z.string(), title: z.string() }),
	state: z.enum(["planned", "active", "closed"]),
	startsAt: z.iso.datetime(),
	endsAt: z.iso.datetime(),
	capacity: z.number().int(),
	/** Points: in all, done, and added after the start. */
	points: z.number().int(),
	donePoints: z.number().int(),
	addedPoints: z.number().int(),
	items: z.number().int(),
});
export type Sprint = z.infer<typeof sprintSchema>;

export const sprintDetailSchema = sprintSchema.extend({
	burndown: z.array(burndownDaySchema),
	carriedOver: z.number().int(),
});

export const newSprintSchema = z.strictObject({
	team: z.string().max(100),
	name: text,
	goal: z.string().max(500).nullable().default(null),
	startsAt: z.iso.datetime(),
	endsAt: z.iso.datetime(),
	capacity: z.number().int().min(0).max(1_000),
});
export type NewSprint = z.infer<typeof newSprintSchema>;
