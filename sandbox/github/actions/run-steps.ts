import { setTimeout as wait } from "node:timers/promises";
import { type Context, folderOf, tokenLogin } from "../context.ts";
import { runGit } from "../git/run-git.ts";
import type { Conclusion, JobRecord, RunRecord, StepRecord } from "../state/types.ts";
import { emitPush, noCommit } from "../webhooks/push-event.ts";
import { stepMilliseconds } from "./plan-jobs.ts";
import { pushReleaseImage } from "./push-release-image.ts";
import { runKubectl } from "./run-kubectl.ts";
import { runScript } from "./run-script.ts";

type Moving = { run: RunRecord; job: JobRecord; signal: AbortSignal };

/** Takes a job through its steps in order. After a failure or a cancellation the remaining ones are skipped. */
export async function runSteps(context: Context, { run, job, signal }: Moving): Promise<Conclusion> {
	let conclusion: Conclusion = "success";
	for (const step of job.steps) {
		step.startedAt = new Date().toISOString();
		if (conclusion !== "success" && step.command !== "") {
			finish(step, "skipped");
			continue;
		}
		step.status = "in_progress";
		context.save();
		const done = await Promise.all([
			performStep(context, { run, signal }, step),
			wait(stepMilliseconds(step) / context.speed, null, { signal }).catch(() => null),
		]);
		const cancelled: boolean = signal.aborted && conclusion === "success";
		const stepConclusion: Conclusion = cancelled ? "cancelled" : done[0] ? "success" : "failure";
		finish(step, stepConclusion);
		if (stepConclusion !== "success") conclusion = stepConclusion;
		context.save();
	}
	return conclusion;
}

function finish(step: StepRecord, conclusion: Conclusion): void {
	step.status = "completed";
	step.conclusion = conclusion;
	step.completedAt = new Date().toISOString();
}

/** Does what a step does to the world; false when it fails. What it has to say goes to the step's notes. */
async function performStep(context: Context, { run, signal }: Omit<Moving, "job">, step: StepRecord): Promise<boolean> {
	try {
		if (step.command.startsWith("kubectl ")) {
			const { code, lines } = await runKubectl(context.kubeconfig, step.command, signal);
			step.notes.push(...lines);
			return code === 0;
		}
		const script = runScript(step.command);
		if (script) {
			step.notes.push(...script.lines);
			return script.code === 0;
		}
		if (step.command.startsWith("docker/build-push-action")) {
			const image = await pushReleaseImage(context, run, new Date().toISOString());
			step.notes.push(...image.notes);
		}
		if (step.command.startsWith("git push origin HEAD:refs/tags/")) await tagCommit(context, run, step);
		if (step.command === "npm test") return await testsPass(context, run, step);
		return true;
	} catch (error) {
		step.notes.push(`ERROR: ${error instanceof Error ? error.message : String(error)}`);
		return false;
	}
}

async function testsPass(context: Context, run: RunRecord, step: StepRecord): Promise<boolean> {
	const folder = folderOf(context, run.repository);
	const service: unknown = JSON.parse(await runGit(folder, ["cat-file", "blob", `${run.commit.id}:service.json`]));
	const fails = typeof service === "object" && service !== null && "failsTests" in service && service.failsTests;
	if (fails) step.notes.push("not ok 12 - adds up the lines of a basket", "  expected 41.97, got 41.96", "# fail 1");
	else step.notes.push("# pass 84", "# fail 0");
	return !fails;
}

async function tagCommit(context: Context, run: RunRecord, step: StepRecord): Promise<void> {
	const ref = `refs/tags/v${run.inputs.version || run.commit.id}`;
	const folder = folderOf(context, run.repository);
	const known = await runGit(folder, ["rev-parse", "--verify", "--quiet", ref]).catch(() => null);
	if (known) {
		step.notes.push(`${ref} is at ${known.trim()} already`);
		return;
	}
	await runGit(folder, ["update-ref", ref, run.commit.id]);
	step.notes.push(` * [new tag] HEAD -> ${ref.replace("refs/tags/", "")}`);
	await emitPush(context, run.repository, { ref, before: noCommit, after: run.commit.id, login: tokenLogin });
}
