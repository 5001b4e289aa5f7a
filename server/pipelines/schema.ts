import { z } from "zod";

/** An input of a workflow's form, as its file declares it. Source: docs.github.com, on.workflow_dispatch.inputs. */
export const workflowInputSchema = z.object({
	name: z.string(),
	type: z.enum(["string", "boolean", "choice", "number", "environment"]),
	description: z.string().nullable(),
	required: z.boolean(),
	default: z.string().nullable(),
	options: z.array(z.string()),
});

export const workflowSchema = z.object({
	id: z.string(),
	name: z.string(),
	path: z.string(),
	state: z.string(),
	repository: z.string(),
	defaultBranch: z.string(),
	/** Null: cannot be started by hand. */
	inputs: z.array(workflowInputSchema).nullable(),
});

const runStatus = z.enum(["queued", "in_progress", "completed"]);
const time = z.iso.datetime();

export const runSummarySchema = z.object({
	id: z.string(),
	number: z.number(),
	name: z.string(),
	workflow: z.string().nullable(),
	repository: z.string(),
	service: z.string().nullable(),
	event: z.string(),
	branch: z.string().nullable(),
	headSha: z.string(),
	commitTitle: z.string().nullable(),
	status: runStatus,
	conclusion: z.string().nullable(),
	attempt: z.number(),
	actor: z.string().nullable(),
	url: z.string(),
	createdAt: time,
	startedAt: time.nullable(),
	completedAt: time.nullable(),
	observedAt: time,
});

export const runStepSchema = z.object({
	number: z.number(),
	name: z.string(),
	status: runStatus,
	conclusion: z.string().nullable(),
	startedAt: z.string().nullable(),
	completedAt: z.string().nullable(),
});

export const runSchema = runSummarySchema.extend({
	jobs: z.array(
		z.object({
			id: z.string(),
			name: z.string(),
			status: runStatus,
			conclusion: z.string().nullable(),
			startedAt: time.nullable(),
			completedAt: time.nullable(),
			url: z.string().nullable(),
			steps: z.array(runStepSchema),
		}),
	),
	commit: z
		.object({
			id: z.string(),
			sha: z.string(),
			message: z.string(),
			author: z.string(),
			authoredAt: time,
			url: z.string(),
		})
		.nullable(),
	items: z.array(z.object({ key: z.string(), title: z.string(), state: z.string() })),
	inputs: z.record(z.string(), z.string()).nullable(),
});

export const runRequestSchema = z.object({
	id: z.string(),
	status: z.enum(["requested", "dispatched", "checking", "started", "failed"]),
	workflowId: z.string(),
	workflow: z.string(),
	repository: z.string(),
	ref: z.string(),
	requestedAt: time,
	runId: z.string().nullable(),
	failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
});

export const refSchema = z.object({ name: z.string(), kind: z.enum(["branch", "tag"]), sha: z.string() });

export const pullRequestSchema = z.object({
	id: z.string(),
	number: z.number(),
	title: z.string(),
	state: z.enum(["open", "closed", "merged"]),
	draft: z.boolean(),
	repository: z.string(),
	headRef: z.string(),
	baseRef: z.string(),
	author: z.string().nullable(),
	url: z.string(),
	createdAt: time,
	updatedAt: time,
});

export type WorkflowInput = z.output<typeof workflowInputSchema>;
export type WorkflowForm = z.output<typeof workflowSchema>;
export type RunSummary = z.output<typeof runSummarySchema>;
export type RunDetail = z.output<typeof runSchema>;
export type RunStep = z.output<typeof runStepSchema>;
export type RunRequestState = z.output<typeof runRequestSchema>;
export type GitRef = z.output<typeof refSchema>;
export type PullRequestRow = z.output<typeof pullRequestSchema>;
