import { z } from "zod";
import { setRotaSchema } from "#server/access/on-call/schema.ts";
import { runbookRulesSchema } from "#server/incidents/runbooks/schema.ts";

const time = z.iso.datetime().transform((text) => new Date(text));
const state = z.enum(["backlog", "todo", "in_progress", "in_review", "done"]);
const name = z.string().min(1).max(200);
const index = z.number().int().nonnegative();

/**
 * What a company did before it had Lazo: sprints, items with every change, on-call
 * rotas, runbooks, deployments, incidents. One JSON file, version 1,
 * described for people in docs/history-import.md. Times are ISO 8601.
 */
export const historySchema = z.strictObject({
	version: z.literal(1),
	generatedAt: time,
	sprints: z.array(
		z.strictObject({
			team: name,
			name,
			startsAt: time,
			endsAt: time,
			capacity: z.number().int().min(0),
			state: z.enum(["closed", "active", "planned"]),
		}),
	),
	items: z.array(
		z.strictObject({
			key: z.string().regex(/^[A-Z][A-Z0-9]{1,9}-\d{1,7}$/),
			team: name,
			title: name,
			description: z.string().max(20_000),
			type: z.enum(["feature", "bug", "debt", "incident", "security"]),
			priority: z.enum(["urgent", "high", "medium", "low"]),
			estimate: z.number().int().min(0).max(100).nullable(),
			service: name.nullable(),
			assignee: name.nullable(),
			labels: z.array(z.string().max(40)).max(12),
			sprint: name.nullable(),
			createdAt: time,
			changes: z.array(z.strictObject({ at: time, from: state, to: state, by: name })),
		}),
	),
	/** Who is on call for a team, in turns; left alone where the team has a rota already. */
	rotas: z.array(setRotaSchema.extend({ team: name })).default([]),
	/** What a service can be helped with by a button; `workflow` is a path in its repository. A title that is known is left alone. */
	runbooks: z
		.array(runbookRulesSchema.omit({ workflowId: true }).extend({ service: name, workflow: name }))
		.default([]),
	deployments: z.array(
		z.strictObject({
			service: name,
			environment: name,
			digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
			image: z.string().max(500),
			version: name,
			by: name,
			requestedAt: time,
			startedAt: time,
			finishedAt: time,
			outcome: z.enum(["succeeded", "failed", "rolled_back"]),
			/** Position in `deployments` of the one that this takes back. */
			rollbackOf: index.nullable(),
			reason: z.string().max(2_000).nullable(),
		}),
	),
	incidents: z.array(
		z.strictObject({
			service: name,
			environment: name,
			title: name,
			severity: z.enum(["critical", "warning"]),
			startedAt: time,
			detectedAt: time,
			acknowledgedAt: time,
			acknowledgedBy: name,
			resolvedAt: time,
			alertname: name,
			summary: z.string().max(500),
			/** Position in `deployments` of the one believed to have caused it. */
			suspect: index.nullable(),
			itemKey: z.string().nullable(),
		}),
	),
});

export type History = z.output<typeof historySchema>;
