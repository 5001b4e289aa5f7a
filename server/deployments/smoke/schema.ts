import { z } from "zod";

/** A request that a new version must answer with 2xx. */
export const smokeTestSchema = z.strictObject({
	kind: z.literal("http"),
	/** The Service in the workload's namespace; the workload's own name when it is not given. */
	service: z
		.string()
		.regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "not a name of a Service")
		.nullable(),
	/** By number or by name. */
	port: z.union([z.int().min(1).max(65_535), z.string().min(1).max(15)]),
	path: z.string().min(1).max(500),
});
export type SmokeTest = z.output<typeof smokeTestSchema>;

/** What came of it; only `wrong-status` and `no-answer` speak against the version. `cut-short`: it had ended or had no test any more. */
export const smokeResultSchema = z.object({
	code: z.enum(["passed", "wrong-status", "no-answer", "not-allowed", "cluster-away", "no-target", "cut-short"]),
	status: z.number().nullable(),
	detail: z.string().nullable(),
	attempts: z.number(),
});
export type SmokeResult = z.output<typeof smokeResultSchema>;

export const placeSmokeSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	test: smokeTestSchema.nullable(),
	/** Whether the reader may change it. */
	mayConfigure: z.boolean(),
});
export type PlaceSmoke = z.output<typeof placeSmokeSchema>;
