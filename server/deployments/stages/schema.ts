import { z } from "zod";

const stepSchema = z.object({
	kind: z.enum(["weight", "pause", "analysis", "experiment", "scale", "other"]),
	/** Percent of the traffic for the new version, for `weight`. */
	weight: z.number().nullable(),
	/** How long a `pause` lasts ("30s"); null until somebody promotes. */
	duration: z.string().nullable(),
});

const metricSchema = z.object({
	name: z.string(),
	phase: z.string(),
	/** The last value, as its provider gave it. */
	value: z.string().nullable(),
	message: z.string().nullable(),
	/** How often it was measured, how often that failed its condition, and how often it could not be measured. */
	...{ measured: z.number().int(), failed: z.number().int(), errors: z.number().int() },
});

/** How far an Argo Rollout has come, as its page shows it. */
export const rolloutStagesSchema = z.object({
	strategy: z.enum(["canary", "blue-green"]),
	phase: z.enum(["Progressing", "Paused", "Healthy", "Degraded"]),
	/** The controller's own words. */
	message: z.string().nullable(),
	steps: z.array(stepSchema),
	/** Index of the step that runs; the number of steps when all are done. Null for a strategy without steps. */
	step: z.number().int().nullable(),
	/** Percent of the traffic that the new version is to get now; null for blue-green. */
	weight: z.number().nullable(),
	pauses: z.array(z.object({ reason: z.string(), since: z.iso.datetime({ offset: true }) })),
	/** The analysis that decides whether it goes on: its verdict so far. */
	analysis: z
		.object({
			...{ name: z.string(), status: z.string(), message: z.string().nullable() },
			metrics: z.array(metricSchema).default([]),
		})
		.nullable(),
	aborted: z.boolean(),
	/** All steps are being skipped, because somebody asked for it. */
	promotedFull: z.boolean(),
	/** The newest template is the one that gets the traffic. */
	stable: z.boolean(),
	/** Hash of the newest template. */
	podHash: z.string(),
});
