import { stepMilliseconds } from "../actions/plan-jobs.ts";
import type { Conclusion, JobRecord, RunRecord } from "../state/types.ts";

/** Past runs took the time that real ones take, not the hurry of those one watches. */
const slowness = 9;

/** Ends a run as of its creation: jobs one after another as they need each other; `failing` names the job that fails. */
export function finishInThePast(run: RunRecord, failing: string | null): void {
	const attempt = run.attempts[0];
	if (!attempt) return;
	const ended = new Map<string, { at: number; conclusion: Conclusion }>();
	for (const job of attempt.jobs) {
		const needed = job.needs.map((key) => ended.get(key));
		const queuedAt = Math.max(Date.parse(run.createdAt), ...needed.map((one) => one?.at ?? 0));
		const skipped = needed.some((one) => one?.conclusion !== "success");
		ended.set(job.key, skipped ? skip(job, queuedAt) : work(job, queuedAt, job.key === failing));
	}
	const last = Math.max(...[...ended.values()].map((one) => one.at));
	attempt.status = "completed";
	attempt.conclusion = [...ended.values()].some((one) => one.conclusion === "failure") ? "failure" : "success";
	attempt.updatedAt = new Date(last + 1000).toISOString();
}

function skip(job: JobRecord, at: number) {
	const date = new Date(at).toISOString();
	Object.assign(job, {
		status: "completed",
		conclusion: "skipped",
		createdAt: date,
		startedAt: date,
		completedAt: date,
	});
	job.steps = [];
	return { at, conclusion: "skipped" as const };
}

function work(job: JobRecord, queuedAt: number, fails: boolean) {
	let at = queuedAt + 2000;
	job.createdAt = new Date(queuedAt).toISOString();
	job.startedAt = new Date(at).toISOString();
	let failed = false;
	for (const step of job.steps) {
		const skipped = failed && step.command !== "";
		step.startedAt = new Date(at).toISOString();
		if (!skipped) at += stepMilliseconds(step) * slowness;
		const breaks = fails && step.command.startsWith("npm") && step.command.includes("test");
		failed ||= breaks;
		step.status = "completed";
		step.completedAt = new Date(at).toISOString();
		step.conclusion = skipped ? "skipped" : breaks ? "failure" : "success";
	}
	const conclusion: Conclusion = failed ? "failure" : "success";
	Object.assign(job, { status: "completed", conclusion, completedAt: new Date(at).toISOString() });
	return { at, conclusion };
}
