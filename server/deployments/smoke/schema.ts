import { z } from "zod";
import { imageName, subdomainName } from "#server/connectors/kubernetes/schema.ts";
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

const words = z.array(z.string().min(1).max(4_000)).max(32);

/** A Kubernetes Job in the workload's namespace that tries a new version and must end well. */
export const jobTestSchema = z.strictObject({
	kind: z.literal("job"),
	/** Null: the image that was deployed, by its digest. */
	image: imageName.nullable(),
	/** Instead of the image's entrypoint and of its arguments; empty leaves them as they are. */
	command: words,
	args: words,
	/** In whose name it runs; without one it is given no token for the cluster. */
	serviceAccount: subdomainName.nullable(),
	/** How long it may take. The watch of a deployment lasts as long. */
	minutes: z.int().min(1).max(60).default(10),
});
export type JobTest = z.output<typeof jobTestSchema>;

/** What is tried by itself after a rollout. */
export const smokeTestSchema = z.discriminatedUnion("kind", [httpTestSchema, workflowTestSchema, jobTestSchema]);
export type SmokeTest = z.output<typeof smokeTestSchema>;

/**
 * What came of it; only `wrong-status`, `no-answer`, and `-failed` and `-too-slow` of a run or a job speak against the version.
 * `cut-short`: it had ended or had no test any more.
 */
export const smokeResultSchema = z.object({
	code: z.enum([
		...["passed", "wrong-status", "no-answer", "not-allowed", "cluster-away", "no-target", "cut-short"],
		...["run-passed", "run-failed", "run-too-slow", "run-not-started", "run-cancelled"],
		...["job-passed", "job-failed", "job-too-slow", "job-not-started", "job-not-allowed", "job-not-served", "job-lost"],
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

/** The Job of a smoke test, and what was last seen of it. */
export const smokeJobSchema = z.object({
	connectionId: z.uuid(),
	namespace: z.string(),
	name: z.string(),
	/** Null until the cluster holds it. */
	uid: z.string().nullable(),
	image: z.string(),
	pod: z.string().nullable(),
	/** Whether its container has run at all. */
	started: z.boolean(),
	/** What it waits for, in the cluster's words; null when it waits for nothing. */
	waiting: z.string().nullable(),
	exitCode: z.number().nullable(),
	/** The end of its log, without what looks like a secret. */
	lines: z.array(z.string()),
});
export type SmokeJob = z.output<typeof smokeJobSchema>;

/** A smoke test by a Job as the page of its deployment shows it. */
export const shownJobSchema = smokeJobSchema.omit({ connectionId: true, uid: true }).extend({
	status: z.enum(["running", "passed", "failed"]),
	code: smokeResultSchema.shape.code.nullable(),
	command: z.array(z.string()),
	args: z.array(z.string()),
	minutes: z.number(),
	startedAt: z.iso.datetime(),
	finishedAt: z.iso.datetime().nullable(),
	/** Null for who may not read the service's logs. */
	lines: z.array(z.string()).nullable(),
});
export type ShownJob = z.output<typeof shownJobSchema>;
