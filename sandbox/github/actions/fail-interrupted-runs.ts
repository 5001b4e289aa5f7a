import type { Context } from "../context.ts";
import { latestAttempt } from "../json/run-json.ts";
import type { JobRecord } from "../state/types.ts";
import { summarise } from "./start-run.ts";

/** Ends runs that were moving when the sandbox stopped: their runners are gone. */
export function failInterruptedRuns(context: Context): void {
	const at = new Date().toISOString();
	for (const run of context.state.runs) {
		const attempt = latestAttempt(run);
		if (attempt.status === "completed") continue;
		for (const job of attempt.jobs) if (job.status !== "completed") interrupt(job, at);
		attempt.status = "completed";
		attempt.conclusion = summarise(attempt.jobs.map((job) => job.conclusion));
		attempt.updatedAt = at;
	}
	context.save();
}

function interrupt(job: JobRecord, at: string): void {
	const begun = job.status === "in_progress";
	for (const step of job.steps) {
		if (step.status === "completed") continue;
		if (step.status === "in_progress") {
			step.notes.push("##[error]The runner has received a shutdown signal.");
			step.conclusion = "failure";
		} else step.conclusion = "skipped";
		step.startedAt ??= at;
		step.completedAt = at;
		step.status = "completed";
	}
	job.status = "completed";
	job.conclusion = begun ? "failure" : "cancelled";
	job.createdAt ??= at;
	job.completedAt = at;
	if (!begun) job.steps = [];
}
