import { type Context, folderOf, nextId } from "../context.ts";
import { latestAttempt } from "../json/run-json.ts";
import type { AttemptRecord, RunRecord } from "../state/types.ts";
import { newAttempt } from "./new-run.ts";
import { readWorkflow } from "./read-workflow.ts";
import { startRun } from "./start-run.ts";

/**
 * Starts another attempt of a run that has ended; with `onlyFailed`, jobs that succeeded keep their result.
 * False while the run still moves, or when its workflow file cannot be read any more.
 */
export async function rerun(context: Context, run: RunRecord, by: { actor: string; onlyFailed: boolean }) {
	const last = latestAttempt(run);
	if (last.status !== "completed") return false;
	const workflow = await readWorkflow(folderOf(context, run.repository), run.commit.id, run.path);
	if (!workflow) return false;
	const request = { actor: by.actor, inputs: run.inputs, at: new Date() };
	const attempt = newAttempt(context, { workflow, request, number: last.number + 1 });
	if (by.onlyFailed) keepSucceeded(context, attempt, last);
	run.attempts.push(attempt);
	startRun(context, run);
	context.save();
	return true;
}

function keepSucceeded(context: Context, attempt: AttemptRecord, last: AttemptRecord): void {
	attempt.jobs = attempt.jobs.map((job) => {
		const earlier = last.jobs.find((one) => one.key === job.key);
		return earlier?.conclusion === "success" ? { ...structuredClone(earlier), id: nextId(context) } : job;
	});
}
