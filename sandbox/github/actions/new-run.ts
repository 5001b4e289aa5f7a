import { type Context, folderOf, nextId } from "../context.ts";
import { headCommit } from "../git/head-commit.ts";
import type { AttemptRecord, RunRecord } from "../state/types.ts";
import { planJobs } from "./plan-jobs.ts";
import { readWorkflow, type Workflow } from "./read-workflow.ts";

export type RunRequest = {
	repository: string;
	path: string;
	event: RunRecord["event"];
	branch: string;
	sha: string;
	actor: string;
	inputs: Record<string, string>;
	at: Date;
};

/** Records a queued run of a workflow, as that file stands at the commit. Null when the file is not there. */
export async function newRun(context: Context, request: RunRequest): Promise<RunRecord | null> {
	const folder = folderOf(context, request.repository);
	const workflow = await readWorkflow(folder, request.sha, request.path);
	if (!workflow) return null;
	const commit = await headCommit(folder, request.sha);
	const earlier = context.state.runs.filter(
		(run) => run.repository === request.repository && run.path === request.path,
	);
	const subject = commit.message.split("\n")[0] ?? "";
	const run: RunRecord = {
		id: nextId(context),
		repository: request.repository,
		workflowId: workflowId(context, request),
		path: request.path,
		name: workflow.name,
		number: earlier.length + 1,
		event: request.event,
		branch: request.branch,
		commit,
		title: request.event === "push" ? subject : workflow.name,
		actor: request.actor,
		inputs: request.inputs,
		createdAt: request.at.toISOString(),
		attempts: [newAttempt(context, { workflow, request, number: 1 })],
	};
	context.state.runs.push(run);
	context.save();
	return run;
}

/** Another attempt at a workflow: all of its jobs, queued. */
export function newAttempt(
	context: Context,
	of: { workflow: Workflow; request: Pick<RunRequest, "actor" | "inputs" | "at">; number: number },
): AttemptRecord {
	const at = of.request.at.toISOString();
	const jobs = planJobs(context, of.workflow, of.request.inputs);
	return {
		number: of.number,
		actor: of.request.actor,
		status: "queued",
		conclusion: null,
		startedAt: at,
		updatedAt: at,
		jobs,
	};
}

/** The id of a workflow file, which it keeps for as long as its path stays. */
export function workflowId(context: Context, of: { repository: string; path: string; at: Date }): number {
	const { repository, path } = of;
	const known = context.state.workflows.find((one) => one.repository === repository && one.path === path);
	if (known) return known.id;
	const id = nextId(context);
	context.state.workflows.push({ id, repository, path, createdAt: of.at.toISOString() });
	return id;
}
