import type { Context } from "../context.ts";
import { type FoundJob, jobJson } from "../json/job-json.ts";
import { runJson } from "../json/run-json.ts";
import { workflowJson } from "../json/workflow-json.ts";
import type { RunRecord } from "../state/types.ts";
import { envelope } from "./envelope.ts";

/** Announces that a run was requested, began or ended. */
export function emitRun(context: Context, action: "requested" | "in_progress" | "completed", run: RunRecord): void {
	const record = context.state.workflows.find((one) => one.id === run.workflowId);
	const workflow = record ? workflowJson(context, record, run.name) : null;
	const about = { action, workflow_run: runJson(context, run), workflow };
	context.emit("workflow_run", { ...about, ...envelope(context, run.repository, run.actor) });
}

/** Announces that a job waits for a runner, began or ended. */
export function emitJob(context: Context, action: "queued" | "in_progress" | "completed", found: FoundJob): void {
	const { run } = found;
	const about = { action, workflow_job: jobJson(context, found) };
	context.emit("workflow_job", { ...about, ...envelope(context, run.repository, found.attempt.actor) });
}
