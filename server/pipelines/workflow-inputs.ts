import { parseDocument } from "yaml";
import { z } from "zod";
import { invalid } from "#server/platform/errors.ts";
import { type WorkflowInput, workflowInputSchema } from "./schema.ts";

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const inputShape = z.object({
	description: text.nullish(),
	required: z.boolean().nullish(),
	default: text.nullish(),
	type: z.enum(["string", "boolean", "choice", "number", "environment"]).catch("string").default("string"),
	options: z.array(text).max(200).nullish(),
});
const dispatchShape = z.object({ inputs: z.record(z.string().max(200), inputShape.nullish()).nullish() }).nullish();

/**
 * The inputs of `on.workflow_dispatch` in file order; null when the workflow cannot be started by hand or cannot be read.
 * YAML 1.1 readers turn the key `on` into true, YAML 1.2 does not; both are understood.
 */
export function parseWorkflowInputs(file: string): WorkflowInput[] | null {
	const content = readYaml(file);
	if (typeof content !== "object" || content === null) return null;
	const events: unknown = "on" in content ? content.on : "true" in content ? content.true : null;
	if (events === "workflow_dispatch" || (Array.isArray(events) && events.includes("workflow_dispatch"))) return [];
	if (typeof events !== "object" || events === null || !("workflow_dispatch" in events)) return null;
	const parsed = dispatchShape.safeParse(events.workflow_dispatch);
	if (!parsed.success) return null;
	return Object.entries(parsed.data?.inputs ?? {}).map(([name, input]) => ({
		name,
		type: input?.type ?? "string",
		description: input?.description ?? null,
		required: input?.required ?? false,
		default: input?.default ?? null,
		options: input?.options ?? [],
	}));
}

function readYaml(file: string): unknown {
	if (file.length > 500_000) return null;
	try {
		// GitHub refuses keys that stand twice; to look for them costs the square of their number.
		const document = parseDocument(file, { logLevel: "silent", uniqueKeys: false });
		return document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 50 });
	} catch {
		return null;
	}
}

/** The stored form of a workflow's inputs. */
export function readStoredInputs(stored: unknown): WorkflowInput[] | null {
	const parsed = z.array(workflowInputSchema).safeParse(stored);
	return parsed.success ? parsed.data : null;
}

/**
 * Checks values against the declared inputs and fills in defaults; GitHub takes all of them as text.
 * Throws Problem 422: `run.unknown-input`, `run.missing-input`, `run.bad-input`.
 */
export function checkInputs(declared: readonly WorkflowInput[], given: Record<string, string>): Record<string, string> {
	const names = declared.map(({ name }) => name);
	const unknown = Object.keys(given).find((name) => !names.includes(name));
	if (unknown) throw invalid("run.unknown-input", `The workflow has no input "${unknown}".`, { input: unknown });
	const entries = declared.flatMap((input) => {
		const value = given[input.name] ?? input.default ?? (input.type === "boolean" ? "false" : "");
		if (value === "") {
			if (input.required)
				throw invalid("run.missing-input", `The input "${input.name}" is missing.`, { input: input.name });
			return [];
		}
		const reason = misfit(input, value);
		if (reason) throw invalid("run.bad-input", `The input "${input.name}" ${reason}.`, { input: input.name });
		return [[input.name, value] as const];
	});
	return Object.fromEntries(entries);
}

function misfit(input: WorkflowInput, value: string): string | null {
	if (value.length > 10_000) return "is longer than 10,000 characters";
	if (input.type === "boolean" && value !== "true" && value !== "false") return "is neither true nor false";
	if (input.type === "number" && !Number.isFinite(Number(value))) return "is not a number";
	if (input.type === "choice" && !input.options.includes(value)) return `is none of ${input.options.join(", ")}`;
	return null;
}
