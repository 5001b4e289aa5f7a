import type { Context } from "../context.ts";
import { latestAttempt } from "../json/run-json.ts";
import type { AttemptRecord, Conclusion, JobRecord, RunRecord } from "../state/types.ts";
import { emitJob, emitRun } from "../webhooks/run-events.ts";
import { runSteps } from "./run-steps.ts";

/** Lets the latest attempt of a run move, from queued to completed; answers at once. */
export function startRun(context: Context, run: RunRecord): void {
	const attempt = latestAttempt(run);
	const controller = new AbortController();
	context.running.set(run.id, controller);
	emitRun(context, "requested", run);
	moveRun(context, { run, attempt, signal: controller.signal }).catch((error: unknown) => {
		console.error(`run ${run.id} of ${run.repository} broke off:`, error);
	});
}

type Moving = { run: RunRecord; attempt: AttemptRecord; signal: AbortSignal };

async function moveRun(context: Context, moving: Moving): Promise<void> {
	const { run, attempt } = moving;
	const conclusions = new Map<string, Promise<Conclusion>>();
	const conclusionOf = (key: string): Promise<Conclusion> => {
		const job = attempt.jobs.find((one) => one.key === key);
		if (!job) return Promise.resolve("skipped");
		const known = conclusions.get(key) ?? moveJob(context, { ...moving, job, conclusionOf });
		conclusions.set(key, known);
		return known;
	};
	const all = await Promise.all(attempt.jobs.map((job) => conclusionOf(job.key)));
	context.running.delete(run.id);
	attempt.status = "completed";
	attempt.conclusion = summarise(all);
	touch(context, attempt);
	emitRun(context, "completed", run);
}

/** What a run comes to when its jobs have ended like that. */
export function summarise(conclusions: (Conclusion | null)[]): Conclusion {
	if (conclusions.includes("failure")) return "failure";
	if (conclusions.includes("cancelled")) return "cancelled";
	return "success";
}

type MovingJob = Moving & { job: JobRecord; conclusionOf: (key: string) => Promise<Conclusion> };

async function moveJob(context: Context, moving: MovingJob): Promise<Conclusion> {
	const { run, attempt, job, signal } = moving;
	// A job that an earlier attempt has brought to its end is only carried along.
	if (job.status === "completed") return job.conclusion ?? "success";
	const needed = await Promise.all(job.needs.map(moving.conclusionOf));
	const now = new Date().toISOString();
	job.createdAt = now;
	if (signal.aborted) return end(context, moving, "cancelled");
	if (job.excluded || needed.includes("failure") || needed.includes("cancelled"))
		return end(context, moving, "skipped");
	touch(context, attempt);
	emitJob(context, "queued", { run, attempt, job });
	await pause(500 / context.speed, signal);
	if (signal.aborted) return end(context, moving, "cancelled");
	job.status = "in_progress";
	job.startedAt = new Date().toISOString();
	if (attempt.status === "queued") {
		attempt.status = "in_progress";
		emitRun(context, "in_progress", run);
	}
	emitJob(context, "in_progress", { run, attempt, job });
	return end(context, moving, await runSteps(context, { run, job, signal }));
}

function end(context: Context, moving: MovingJob, conclusion: Conclusion): Conclusion {
	const { run, attempt, job } = moving;
	job.status = "completed";
	job.conclusion = conclusion;
	job.completedAt = new Date().toISOString();
	if (!job.startedAt) job.steps = [];
	touch(context, attempt);
	emitJob(context, "completed", { run, attempt, job });
	return conclusion;
}

function touch(context: Context, attempt: AttemptRecord): void {
	attempt.updatedAt = new Date().toISOString();
	context.save();
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			resolve();
		});
	});
}
