import type { InputFact, WorkflowWay } from "./schema.ts";

export type Facts = Record<InputFact, string | null>;

/** The inputs of a run, from the service's mapping and what is known of a deployment; unknown facts are left out. */
export function mapInputs(mapping: WorkflowWay["inputs"], facts: Facts): Record<string, string> {
	const entries = Object.entries(mapping).map(([name, value]) => [
		name,
		"fact" in value ? facts[value.fact] : value.text,
	]);
	return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""));
}
