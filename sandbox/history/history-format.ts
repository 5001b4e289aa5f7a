import { z } from "zod";

const time = z.iso.datetime();
const state = z.enum(["backlog", "todo", "in_progress", "in_review", "done"]);
const login = z.string();

const sprintSchema = z.strictObject({
	team: z.string(),
	/** Unique within the file: items name their sprint by it. */
	name: z.string(),
	startsAt: time,
	endsAt: time,
	/** Points the team believes it can finish. */
	capacity: z.number().int().nonnegative(),
	state: z.enum(["closed", "active", "planned"]),
});

const itemSchema = z.strictObject({
	key: z.string().regex(/^[A-Z]+-\d+$/),
	team: z.string(),
	title: z.string(),
	/** Markdown. */
	description: z.string(),
	type: z.enum(["feature", "bug", "debt", "incident", "security"]),
	priority: z.enum(["urgent", "high", "medium", "low"]),
	/** Points. */
	estimate: z.number().nullable(),
	service: z.string().nullable(),
	assignee: login.nullable(),
	labels: z.array(z.string()),
	sprint: z.string().nullable(),
	/** Created after its sprint began: scope that was added later. */
	createdAt: time,
	/** In order of time; the first one's `from` is what the item was created as, the last one's `to` what it is now. */
	changes: z.array(z.strictObject({ at: time, from: state, to: state, by: login })),
});

const deploymentSchema = z.strictObject({
	service: z.string(),
	environment: z.string(),
	digest: z.string(),
	/** As the container's image stood in the cluster: repository@digest. */
	image: z.string(),
	version: z.string(),
	by: login,
	requestedAt: time,
	startedAt: time,
	finishedAt: time,
	/** `rolled_back`: it went out and was taken back by the deployment whose `rollbackOf` points here. */
	outcome: z.enum(["succeeded", "failed", "rolled_back"]),
	/** Position in `deployments` of the one that this takes back. */
	rollbackOf: z.number().int().nonnegative().nullable(),
	reason: z.string().nullable(),
});

const incidentSchema = z.strictObject({
	service: z.string(),
	environment: z.string(),
	title: z.string(),
	severity: z.enum(["critical", "warning"]),
	/** When it began (the alert's startsAt), when the company heard of it, when somebody took it, when it was over. */
	startedAt: time,
	detectedAt: time,
	acknowledgedAt: time,
	acknowledgedBy: login,
	resolvedAt: time,
	alertname: z.string(),
	summary: z.string(),
	/** Position in `deployments` of the one believed to have caused it. */
	suspect: z.number().int().nonnegative().nullable(),
	/** The item that was filed for it. */
	itemKey: z.string().nullable(),
});

const rotaSchema = z.strictObject({
	team: z.string(),
	/** In the order of their turns. */
	people: z.array(login).min(1),
	/** Local date of the first turn; handovers are at `time` (HH:MM) in the time zone, every so many days. */
	startsOn: z.iso.date(),
	time: z.string(),
	timeZone: z.string(),
	days: z.number().int().positive(),
});

const runbookInput = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("ask") }),
	z.strictObject({ kind: z.literal("fact"), fact: z.enum(["environment", "reason"]) }),
]);

const runbookSchema = z.strictObject({
	service: z.string(),
	/** Path of the workflow in the service's repository. */
	workflow: z.string(),
	title: z.string(),
	description: z.string(),
	ref: z.string(),
	environments: z.array(z.string()).min(1),
	/** What goes into which input. */
	inputs: z.record(z.string(), runbookInput),
	/** Somebody else has to agree, within so many hours. */
	approval: z.boolean(),
	approvalHours: z.number().int().positive(),
});

/**
 * What a company did before it had Lazo: sprints, items with every change of state, on-call rotas, runbooks,
 * deployments, incidents.
 * Times are ISO 8601 in UTC and none lies after `generatedAt` except in planned sprints and ends of active ones.
 */
export const historySchema = z.strictObject({
	version: z.literal(1),
	generatedAt: time,
	sprints: z.array(sprintSchema),
	items: z.array(itemSchema),
	rotas: z.array(rotaSchema).default([]),
	runbooks: z.array(runbookSchema).default([]),
	/** Oldest first. */
	deployments: z.array(deploymentSchema),
	incidents: z.array(incidentSchema),
});

export type History = z.infer<typeof historySchema>;
export type HistoryDeployment = History["deployments"][number];
export type HistoryIncident = History["incidents"][number];
export type HistoryItem = History["items"][number];
export type HistoryRunbook = History["runbooks"][number];
export type HistoryRota = History["rotas"][number];
export type HistorySprint = History["sprints"][number];
