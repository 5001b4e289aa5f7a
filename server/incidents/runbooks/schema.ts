import { z } from "zod";
import { workflowInputSchema } from "#server/pipelines/schema.ts";

/** What Lazo knows when a runbook is run. `incident` is its number, `requester` the login of whoever asked. */
export const runbookFacts = ["environment", "service", "incident", "reason", "requester"] as const;
export type RunbookFact = (typeof runbookFacts)[number];

/** What goes into an input of the workflow: asked of whoever runs it, the same text every time, or a fact. */
export const runbookInputSchema = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("ask") }),
	z.strictObject({ kind: z.literal("text"), text: z.string().max(1_000) }),
	z.strictObject({ kind: z.literal("fact"), fact: z.enum(runbookFacts) }),
]);
export type RunbookInput = z.infer<typeof runbookInputSchema>;

/** What a runbook is, as somebody sets it. An input that is not named keeps the workflow's own default. */
export const runbookRulesSchema = z.strictObject({
	title: z.string().trim().min(3).max(80),
	description: z.string().trim().min(3).max(1_000),
	workflowId: z.uuid(),
	ref: z.string().min(1).max(250),
	/** Names; each run is for one of them. */
	environments: z.array(z.string().min(1).max(253)).min(1).max(20),
	inputs: z.record(z.string().min(1).max(200), runbookInputSchema).default({}),
	/** Somebody else has to agree before each run. */
	approval: z.boolean().default(false),
	approvalHours: z.int().min(1).max(168).default(4),
});
export type RunbookRules = z.output<typeof runbookRulesSchema>;

export const askRunbookSchema = z.strictObject({
	environment: z.string().min(1).max(253),
	/** Of those inputs that are asked; all of them are text to GitHub. */
	inputs: z.record(z.string().max(200), z.string().max(10_000)).default({}),
	reason: z.string().trim().min(3).max(500),
	incidentId: z.uuid().optional(),
});
export type AskRunbook = z.input<typeof askRunbookSchema>;

export const decideRunbookSchema = z.strictObject({
	decision: z.enum(["approved", "rejected", "withdrawn"]),
	reason: z.string().trim().min(3).max(500).optional(),
});
export type DecideRunbook = z.infer<typeof decideRunbookSchema>;

const time = z.iso.datetime();
const who = z.object({ kind: z.string(), id: z.string(), name: z.string().optional(), login: z.string().optional() });
const environmentRef = z.object({ name: z.string(), title: z.string(), production: z.boolean() });

export const runbookStatusSchema = z.enum([
	...["waiting", "requested", "running", "succeeded", "failed"],
	...["rejected", "withdrawn", "expired"],
] as const);
export type RunbookStatus = z.infer<typeof runbookStatusSchema>;

/** One run of a runbook as a row. */
export const runbookRunSchema = z.object({
	id: z.uuid(),
	runbookId: z.uuid(),
	title: z.string(),
	status: runbookStatusSchema,
	service: z.object({ name: z.string(), title: z.string() }),
	environment: environmentRef,
	incident: z.object({ id: z.uuid(), number: z.int() }).nullable(),
	reason: z.string(),
	by: who,
	requestedAt: time,
	/** Until when somebody else may agree; null when nobody has to. */
	expiresAt: time.nullable(),
	decidedBy: who.nullable(),
	decidedAt: time.nullable(),
	decideReason: z.string().nullable(),
	startedAt: time.nullable(),
	finishedAt: time.nullable(),
	conclusion: z.string().nullable(),
	/** Why it never began. */
	failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
	run: z.object({ id: z.uuid(), number: z.int(), url: z.string() }).nullable(),
	/** Whether the reader may approve or reject it, may stop it now, and asked for it. */
	mayDecide: z.boolean(),
	mayStop: z.boolean(),
	own: z.boolean(),
});
export type RunbookRunRow = z.infer<typeof runbookRunSchema>;

/** The end of a job's log as inert text. */
export const outputSchema = z.array(
	z.object({
		name: z.string(),
		conclusion: z.string().nullable(),
		/** `unreadable`: GitHub did not give it; `gone`: GitHub keeps none. */
		kept: z.enum(["end", "whole", "gone", "unreadable"]),
		/** Lines that the log had. */
		total: z.int(),
		lines: z.array(z.object({ kind: z.enum(["plain", "group", "warning", "error"]), text: z.string() })),
	}),
);
export type RunbookOutput = z.infer<typeof outputSchema>;

export const runbookRunDetailSchema = runbookRunSchema.extend({
	workflow: z.object({ name: z.string(), path: z.string(), repository: z.string() }),
	ref: z.string(),
	inputs: z.record(z.string(), z.string()),
	/** Null until it has ended, and for whoever may not read logs of this service. */
	output: outputSchema.nullable(),
	mayReadOutput: z.boolean(),
});
export type RunbookRunDetail = z.infer<typeof runbookRunDetailSchema>;

/** A runbook with its form, for whoever runs or changes it. */
export const runbookSchema = z.object({
	id: z.uuid(),
	title: z.string(),
	description: z.string(),
	ref: z.string(),
	approval: z.boolean(),
	approvalHours: z.int(),
	/** In promotion order; `mayRun`: the reader may run it there. */
	environments: z.array(environmentRef.extend({ mayRun: z.boolean() })),
	/** Null when the workflow is gone. */
	workflow: z.object({ id: z.uuid(), name: z.string(), path: z.string(), repository: z.string() }).nullable(),
	inputs: z.record(z.string(), runbookInputSchema),
	/** The form: the inputs that are asked, as the workflow declares them now. */
	fields: z.array(workflowInputSchema),
	/** Why it cannot be run as it stands. */
	problem: z.enum(["workflow-gone", "not-dispatchable", "inputs-changed"]).nullable(),
	mayConfigure: z.boolean(),
	latest: runbookRunSchema.nullable(),
});
export type RunbookRow = z.infer<typeof runbookSchema>;

export const runbookRunFilterSchema = z.object({
	service: z.string().max(253).optional(),
	incident: z.uuid().optional(),
	/** Only those that wait for somebody's word. */
	waiting: z.stringbool().optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RunbookRunFilter = z.infer<typeof runbookRunFilterSchema>;
