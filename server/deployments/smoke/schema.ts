import { z } from "zod";
import { inputValueSchema } from "../ways/schema.ts";

/** A request that a new version must answer with 2xx. */
export const httpTestSchema = z.strictObject({
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
export type HttpTest = z.output<typeof httpTestSchema>;

/** A workflow that tries a new version and must end well. */
export const workflowTestSchema = z.strictObject({
	kind: z.literal("workflow"),
	workflowId: z.uuid(),
	ref: z.string().min(1).max(250),
	inputs: z.record(z.string().min(1).max(200), inputValueSchema),
	/** How long it may take. The watch of a deployment lasts as long. */
	minutes: z.int().min(1).max(60).default(10),
});
export type WorkflowTest = z.output<typeof workflowTestSchema>;

/** What is tried by itself after a rollout. */
export const smokeTestSchema = z.discriminatedUnion("kind", [httpTestSchema, workflowTestSchema]);
export type SmokeTest = z.output<typeof smokeTestSchema>;

/**
 * What came of it; only `wrong-status`, `no-answer`, `run-failed` and `run-too-slow` speak against the version. `cut-short`: it had
 * ended or had no test any more.
 */
export const smokeResultSchema = z.object({
	code: z.enum([
		...["passed", "wrong-status", "no-answer", "not-allowed", "cluster-away", "no-target", "cut-short"],
		...["run-passed", "run-failed", "run-too-slow", "run-not-started", "run-cancelled"],
	] as const),
	status: z.number().nullable(),
	detail: z.string().nullable(),
	attempts: z.number(),
});
export type SmokeResult = z.output<typeof smokeResultSchema>;

export const placeSmokeSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	test: smokeTestSchema.nullable(),
	/** The workflow that it names; null for other tests, and when it is gone. */
	workflow: z.object({ id: z.string(), name: z.string(), repository: z.string() }).nullable(),
	/** Whether the reader may change it. */
	mayConfigure: z.boolean(),
});
export type PlaceSmoke = z.output<typeof placeSmokeSchema>;
