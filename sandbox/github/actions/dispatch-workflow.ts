import { z } from "zod";
import { type Context, folderOf } from "../context.ts";
import { listRefs, resolveCommit } from "../git/read-commits.ts";
import type { RunRecord, WorkflowRecord } from "../state/types.ts";
import { newRun } from "./new-run.ts";
import { readWorkflow, type WorkflowInput } from "./read-workflow.ts";
import { startRun } from "./start-run.ts";

export const dispatchSchema = z.object({
	ref: z.string(),
	inputs: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).default({}),
	return_run_details: z.boolean().default(false),
});
export type Dispatch = z.infer<typeof dispatchSchema>;

/** A run that has been started, or GitHub's words for why it was not. */
export type Dispatched = { ok: true; run: RunRecord } | { ok: false; reason: string };

/** Starts a workflow by hand on a branch or tag, with the inputs its file declares there. */
export async function dispatchWorkflow(
	context: Context,
	workflow: WorkflowRecord,
	dispatch: Dispatch & { actor: string },
): Promise<Dispatched> {
	const folder = folderOf(context, workflow.repository);
	const branch = dispatch.ref.replace(/^refs\/(heads|tags)\//, "");
	const refs = [...(await listRefs(folder, "refs/heads")), ...(await listRefs(folder, "refs/tags"))];
	const known = refs.some((ref) => ref.name === `refs/heads/${branch}` || ref.name === `refs/tags/${branch}`);
	const sha = known ? await resolveCommit(folder, branch) : null;
	if (!sha) return { ok: false, reason: `No ref found for: ${dispatch.ref}` };
	const file = await readWorkflow(folder, sha, workflow.path);
	if (!file?.on.workflow_dispatch) return { ok: false, reason: "Workflow does not have 'workflow_dispatch' trigger" };
	const checked = checkInputs(file.on.workflow_dispatch.inputs, dispatch.inputs);
	if (!checked.ok) return checked;
	const { repository, path } = workflow;
	const at = { repository, path, branch, sha, actor: dispatch.actor, inputs: checked.inputs, at: new Date() };
	const run = await newRun(context, { ...at, event: "workflow_dispatch" });
	if (!run) return { ok: false, reason: "Workflow file is missing" };
	startRun(context, run);
	return { ok: true, run };
}

type Checked = { ok: true; inputs: Record<string, string> } | { ok: false; reason: string };

/** Checks given inputs against the declared ones and fills in defaults. All values become text, as in a workflow. */
export function checkInputs(declared: Record<string, WorkflowInput>, given: Dispatch["inputs"]): Checked {
	const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(declared, name));
	if (unexpected.length > 0) return { ok: false, reason: `Unexpected inputs provided: ${JSON.stringify(unexpected)}` };
	const inputs: Record<string, string> = {};
	for (const [name, input] of Object.entries(declared)) {
		const value = given[name] === undefined || given[name] === "" ? input.default : given[name];
		if (value === undefined) {
			if (input.required) return { ok: false, reason: `Required input '${name}' not provided` };
			inputs[name] = input.type === "boolean" ? "false" : "";
			continue;
		}
		const text = String(value);
		const wrong = wrongValue(name, input, text);
		if (wrong) return { ok: false, reason: wrong };
		inputs[name] = text;
	}
	return { ok: true, inputs };
}

function wrongValue(name: string, input: WorkflowInput, value: string): string | null {
	if (input.type === "boolean" && value !== "true" && value !== "false") {
		return `Provided value '${value}' for input '${name}' not in the list of allowed values`;
	}
	if (input.type === "number" && !Number.isFinite(Number(value))) {
		return `Provided value '${value}' for input '${name}' is not a number`;
	}
	if (input.type === "choice" && !input.options.includes(value)) {
		return `Provided value '${value}' for input '${name}' not in the list of allowed values`;
	}
	return null;
}
