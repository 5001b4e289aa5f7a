import { z } from "zod";
import { burndownDaySchema, itemSchema, sprintSchema } from "#server/planning/schema.ts";

const time = z.iso.datetime();
const place = { service: z.string(), environment: z.string() };

/** What needs a person now, most urgent kind first, and the sprints of their teams. */
export const homeSchema = z.object({
	/** False when the person is in no team: then it is about every team. */
	ofMyTeams: z.boolean(),
	incidents: z.array(
		z.object({
			id: z.uuid(),
			number: z.number().int(),
			...place,
			severity: z.string(),
			status: z.string(),
			startedAt: time,
		}),
	),
	rollouts: z.array(
		z.object({
			id: z.uuid(),
			...place,
			kind: z.string(),
			status: z.string(),
			digest: z.string().nullable(),
			ready: z.number().int().nullable(),
			desired: z.number().int().nullable(),
			at: time,
		}),
	),
	/** Runs that failed last on their branch, of commits or starts of this person. */
	runs: z.array(
		z.object({
			id: z.uuid(),
			name: z.string(),
			number: z.number().int(),
			repository: z.string(),
			branch: z.string().nullable(),
			title: z.string().nullable(),
			conclusion: z.string(),
			at: time,
		}),
	),
	/** What waits for this person's word. */
	approvals: z.array(
		z.object({
			id: z.uuid(),
			kind: z.enum(["deployment", "runbook"]),
			...place,
			/** A version or the runbook's title. */
			what: z.string(),
			by: z.string(),
			href: z.string(),
			at: time,
		}),
	),
	holds: z.array(
		z.object({
			id: z.uuid(),
			service: z.string(),
			digest: z.string(),
			incident: z.object({ id: z.uuid(), number: z.number().int() }).nullable(),
			at: time,
		}),
	),
	/** Arrivals from production that wait for a decision. */
	arrivals: z.number().int(),
	items: z.array(itemSchema),
	sprints: z.array(sprintSchema.extend({ burndown: z.array(burndownDaySchema) })),
});
export type Home = z.infer<typeof homeSchema>;
