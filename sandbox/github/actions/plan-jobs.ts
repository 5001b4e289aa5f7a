import { type Context, nextId } from "../context.ts";
import type { JobRecord, StepRecord } from "../state/types.ts";
import type { Workflow } from "./read-workflow.ts";

/** Makes the jobs of one attempt from a workflow file. An `if` that names an input follows it, a command that does holds its value. */
export function planJobs(context: Context, workflow: Workflow, inputs: Record<string, string>): JobRecord[] {
	return Object.entries(workflow.jobs).map(([key, job]) => {
		const input = job.if?.match(/^\$\{\{\s*inputs\.([\w-]+)\s*\}\}$/)?.[1];
		return {
			id: nextId(context),
			key,
			name: job.name ?? key,
			needs: job.needs,
			excluded: input !== undefined && inputs[input] !== "true",
			status: "queued",
			conclusion: null,
			createdAt: null,
			startedAt: null,
			completedAt: null,
			steps: planSteps(job.steps, inputs),
		};
	});
}

function planSteps(steps: Workflow["jobs"][string]["steps"], inputs: Record<string, string>): StepRecord[] {
	const filled = (text: string) =>
		text.replaceAll(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (_, name) => inputs[name] ?? "");
	const named = steps.map((step) => ({
		name: step.name ?? (step.uses ? `Run ${step.uses}` : `Run ${step.run?.split("\n")[0] ?? ""}`),
		command: filled(step.uses ?? step.run ?? "").trimEnd(),
	}));
	const all = [{ name: "Set up job", command: "" }, ...named, { name: "Complete job", command: "" }];
	return all.map((step, index) => ({
		...step,
		number: index + 1,
		status: "queued",
		conclusion: null,
		startedAt: null,
		completedAt: null,
		notes: [],
	}));
}

/** How long a step takes on a runner of usual speed, in milliseconds. */
export function stepMilliseconds(step: StepRecord): number {
	if (step.command.startsWith("docker/build-push-action")) return 1400;
	if (step.command.includes("test:integration")) return 2200;
	if (step.command.startsWith("npm")) return step.command === "npm test" ? 1600 : 1100;
	if (step.command.startsWith("scripts/")) return 2500;
	if (step.command === "") return step.number === 1 ? 400 : 200;
	return 500;
}
