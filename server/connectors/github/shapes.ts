import { z } from "zod";

/** GitHub's answers, as far as Lazo reads them; the rest is left aside. Source: docs.github.com/rest. */

const login = z.object({ login: z.string() }).nullish();
const time = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const maybeTime = time.nullish().transform((value) => value ?? null);

export const repositoryShape = z.object({
	id: z.number(),
	full_name: z.string(),
	html_url: z.string(),
	default_branch: z.string(),
	private: z.boolean().default(false),
	archived: z.boolean().default(false),
	pushed_at: maybeTime,
});

export const contentShape = z.object({
	type: z.literal("file"),
	size: z.number(),
	sha: z.string(),
	encoding: z.string(),
	content: z.string(),
	html_url: z.string().nullish(),
});

export const workflowShape = z.object({ id: z.number(), name: z.string(), path: z.string(), state: z.string() });

export const runShape = z.object({
	id: z.number(),
	name: z.string().nullish(),
	display_title: z.string().nullish(),
	head_branch: z.string().nullish(),
	head_sha: z.string(),
	run_number: z.number(),
	run_attempt: z.number().default(1),
	event: z.string(),
	status: z.string().nullable(),
	conclusion: z.string().nullish(),
	workflow_id: z.number(),
	html_url: z.string(),
	created_at: time,
	updated_at: time,
	run_started_at: maybeTime,
	actor: login,
	triggering_actor: login,
});

const stepShape = z.object({
	number: z.number(),
	name: z.string(),
	status: z.string(),
	conclusion: z.string().nullish(),
	started_at: maybeTime,
	completed_at: maybeTime,
});

export const jobShape = z.object({
	id: z.number(),
	run_id: z.number(),
	run_attempt: z.number().default(1),
	name: z.string(),
	status: z.string(),
	conclusion: z.string().nullish(),
	started_at: maybeTime,
	completed_at: maybeTime,
	html_url: z.string().nullish(),
	steps: z.array(stepShape).nullish(),
});

export const commitShape = z.object({
	sha: z.string(),
	html_url: z.string(),
	commit: z.object({
		message: z.string(),
		author: z.object({ name: z.string(), date: time }).nullable(),
		committer: z.object({ date: time }).nullish(),
	}),
	author: z.object({ login: z.string() }).partial().nullish(),
	parents: z.array(z.object({ sha: z.string() })).default([]),
});

export const branchShape = z.object({ name: z.string(), commit: z.object({ sha: z.string() }) });
export const tagShape = z.object({ name: z.string(), commit: z.object({ sha: z.string() }) });

export const pullShape = z.object({
	number: z.number(),
	title: z.string(),
	state: z.enum(["open", "closed"]),
	draft: z.boolean().nullish(),
	html_url: z.string(),
	user: login,
	head: z.object({ ref: z.string(), sha: z.string() }),
	base: z.object({ ref: z.string() }),
	merge_commit_sha: z.string().nullish(),
	labels: z.array(z.object({ name: z.string() })).nullish(),
	created_at: time,
	updated_at: time,
	merged_at: maybeTime,
	closed_at: maybeTime,
});

export const dispatchShape = z.object({ workflow_run_id: z.number() });

export type GitHubRepository = z.output<typeof repositoryShape>;
export type GitHubRun = z.output<typeof runShape>;
export type GitHubJob = z.output<typeof jobShape>;
export type GitHubCommit = z.output<typeof commitShape>;
export type GitHubPull = z.output<typeof pullShape>;
export type GitHubWorkflow = z.output<typeof workflowShape>;
