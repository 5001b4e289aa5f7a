import { z } from "zod";

export const sizedResourceSchema = z.enum(["cpu", "memory"]);
export type SizedResource = z.infer<typeof sizedResourceSchema>;

/**
 * What the numbers say. `too-few`: not watched for long enough to say anything; `no-request`: the request is missing;
 * `near-limit`: the highest use comes close to the limit; `over`, `under`: the request is far above or below the use; `fits`.
 */
export const sizingVerdictSchema = z.enum(["too-few", "no-request", "near-limit", "over", "under", "fits"]);
export type SizingVerdict = z.infer<typeof sizingVerdictSchema>;

/** Use of one resource by the busiest pod at each time, beside what its container asks for. CPU in cores, memory in bytes. */
export const sizedSchema = z.object({
	workload: z.string(),
	/** "Deployment", "StatefulSet" or "DaemonSet". */
	kind: z.string(),
	cluster: z.string(),
	container: z.string(),
	resource: sizedResourceSchema,
	request: z.number().nullable(),
	limit: z.number().nullable(),
	highest: z.number(),
	/** 95 % of the time it was no more than this. */
	usual: z.number(),
	/** For how many hours of the asked range there are numbers. */
	hours: z.number(),
	verdict: sizingVerdictSchema,
	/** A better request (`no-request`, `over`, `under`) or limit (`near-limit`); null when there is nothing to say. */
	suggested: z.number().nullable(),
});
export type Sized = z.infer<typeof sizedSchema>;

export const sizingSchema = z.object({
	service: z.string(),
	environment: z.string(),
	/** The range looked at. */
	days: z.number(),
	/** Hours of numbers below which nothing is suggested. */
	leastHours: z.number(),
	/** When Prometheus was last reached; null and `problem` set when it was not. */
	observedAt: z.iso.datetime().nullable(),
	problem: z.object({ code: z.string(), message: z.string() }).nullable(),
	/** "container" when the nodes tell of every container, "process" when the programs tell of themselves. */
	source: z.enum(["container", "process"]).nullable(),
	items: z.array(sizedSchema),
});
export type Sizing = z.infer<typeof sizingSchema>;
