import type { WorkflowInput } from "#server/pipelines/schema.ts";
import { invalid } from "#server/platform/errors.ts";
import type { RunbookFact, RunbookInput } from "./schema.ts";

export type Facts = Record<RunbookFact, string | null>;

/**
 * What goes into the workflow's inputs: what was typed for those that are asked, the fixed texts, the facts that are known.
 * Throws Problem 422 `runbook.not-asked` for a value of an input that is not asked.
 */
export function fillInputs(
	rules: Record<string, RunbookInput>,
	typed: Record<string, string>,
	facts: Facts,
): Record<string, string> {
	const stray = Object.keys(typed).find((name) => rules[name]?.kind !== "ask");
	if (stray !== undefined)
		throw invalid("runbook.not-asked", `This runbook does not ask for "${stray}"; it is set by those who keep it.`, {
			input: stray,
		});
	const entries = Object.entries(rules).map(([name, rule]) => [name, contentOf(rule, typed[name], facts)] as const);
	return Object.fromEntries(entries.filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function contentOf(rule: RunbookInput, typed: string | undefined, facts: Facts): string | null {
	if (rule.kind === "ask") return typed ?? null;
	return rule.kind === "text" ? rule.text : facts[rule.fact];
}

/** A value that fits an input, to try rules on before anybody has typed anything. */
export const exampleOf = ({ type, options, default: given }: WorkflowInput): string => {
	if (given !== null) return given;
	if (type === "choice") return options[0] ?? "x";
	return type === "boolean" ? "true" : type === "number" ? "1" : "x";
};
