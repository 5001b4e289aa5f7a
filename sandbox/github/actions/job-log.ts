import type { Context } from "../context.ts";
import type { JobRecord, RunRecord, StepRecord } from "../state/types.ts";
import { stepMilliseconds } from "./plan-jobs.ts";

/**
 * The log of a job up to `now`, in the form of GitHub's: one line each with a timestamp of seven decimals, `##[group]`
 * around what a step says of itself. A step that still runs has written the lines its elapsed time allows.
 */
export function jobLog(context: Context, found: { run: RunRecord; job: JobRecord }, now: Date): string {
	return found.job.steps
		.filter((step) => step.startedAt !== null && step.conclusion !== "skipped")
		.flatMap((step) => dated(linesOf(found, step), { ...span(context, step), now }))
		.map((line) => `${line}\n`)
		.join("");
}

/** When a step began, and when it ended or should end. Milliseconds since 1970. */
function span(context: Context, step: StepRecord): { start: number; end: number } {
	const start = Date.parse(step.startedAt ?? "");
	const end = step.completedAt ? Date.parse(step.completedAt) : start + stepMilliseconds(step) / context.speed;
	return { start, end };
}

function dated(lines: string[], { start, end, now }: { start: number; end: number; now: Date }): string[] {
	return lines
		.map((line, index) => ({ line, at: start + ((end - start) * index) / lines.length }))
		.filter((entry) => entry.at <= now.getTime())
		.map((entry) => `${new Date(entry.at).toISOString().slice(0, -1)}0000Z ${entry.line}`);
}

function linesOf(found: { run: RunRecord; job: JobRecord }, step: StepRecord): string[] {
	const lines = [...introduction(found, step), ...step.notes];
	if (step.conclusion === "failure") lines.push("##[error]Process completed with exit code 1.");
	if (step.conclusion === "cancelled") lines.push("##[error]The operation was canceled.");
	return lines;
}

function introduction(found: { run: RunRecord; job: JobRecord }, step: StepRecord): string[] {
	const { run, job } = found;
	const subject = run.commit.message.split("\n")[0] ?? "";
	if (step.name === "Set up job") {
		return [
			"Current runner version: '2.330.0'",
			"##[group]Runner Image",
			"Image: ubuntu-24.04",
			"##[endgroup]",
			`Complete job name: ${job.name}`,
		];
	}
	if (step.name === "Complete job") return ["Cleaning up orphan processes"];
	const group = [`##[group]Run ${step.command.split("\n")[0]}`, "##[endgroup]"];
	if (step.command.startsWith("actions/checkout")) {
		return [
			...group,
			`Syncing repository: almena/${run.repository}`,
			`Checking out ${run.branch}`,
			`HEAD is now at ${run.commit.id.slice(0, 7)} ${subject}`,
		];
	}
	return [...group, ...(said[step.command] ?? [])];
}

/** What the commands of the sandbox's workflows print. */
const said: Record<string, string[]> = {
	"actions/setup-node@v4": ["Found in cache @ /opt/hostedtoolcache/node/24.11.1/x64", "node: v24.11.1"],
	"npm ci": ["added 214 packages, and audited 215 packages in 6s", "found 0 vulnerabilities"],
	"npm run build": ["> build", "> tsc --noEmit && node scripts/bundle.ts", "bundled 41 modules"],
	"npm test": ["> test", "> node --test src", "# tests 84"],
	"npm run test:integration": ["> test:integration", "> node --test test/integration", "# tests 19"],
	"docker/build-push-action@v6": [
		"#1 [internal] load build definition from Dockerfile",
		"#2 [internal] load metadata",
		"#5 [2/2] COPY service.json /app/service.json",
		"#6 exporting to image",
	],
};
