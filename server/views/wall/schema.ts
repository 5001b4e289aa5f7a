import { z } from "zod";

const status = z.enum(["healthy", "progressing", "waiting", "degraded", "failing", "unknown", "held", "paused"]);
const time = z.iso.datetime();

/** What a team's wall screen shows. */
export const wallSchema = z.object({
	name: z.string(),
	locale: z.string(),
	team: z.object({ name: z.string(), title: z.string() }),
	/** When this was put together, and the oldest observation in it. */
	at: time,
	observedAt: time.nullable(),
	environments: z.array(
		z.object({
			name: z.string(),
			title: z.string(),
			production: z.boolean(),
			services: z.array(
				z.object({
					name: z.string(),
					title: z.string(),
					status,
					version: z.string().nullable(),
					desired: z.number().int(),
					ready: z.number().int(),
				}),
			),
		}),
	),
	rollouts: z.array(
		z.object({
			id: z.string(),
			service: z.string(),
			environment: z.string(),
			kind: z.string(),
			status: z.string(),
			version: z.string(),
			desired: z.number().int(),
			updated: z.number().int(),
			ready: z.number().int(),
			startedAt: time,
			deadlineAt: time.nullable(),
		}),
	),
	sprint: z
		.object({
			name: z.string(),
			goal: z.string().nullable(),
			startsAt: time,
			endsAt: time,
			total: z.number().int(),
			done: z.number().int(),
			points: z.number().int(),
			donePoints: z.number().int(),
		})
		.nullable(),
	incidents: z.array(
		z.object({
			number: z.number().int(),
			severity: z.string(),
			status: z.string(),
			service: z.string(),
			environment: z.string(),
			alert: z.string().nullable(),
			startedAt: time,
			acknowledgedBy: z.string().nullable(),
		}),
	),
});
export type WallView = z.infer<typeof wallSchema>;
