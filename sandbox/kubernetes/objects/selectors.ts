import type { LabelSelector } from "./types.ts";

type Labels = Record<string, string>;
type Requirement = {
	key: string;
	operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
	values: string[];
};

/** A selector that cannot be read; its message says where. */
export class SelectorError extends Error {}

const valueSet = /^([^\s!=(),]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const comparison = /^([^\s!=(),<>]+)\s*(==|=|!=|<|>)\s*([^\s!=(),<>]*)$/;
const existence = /^(!?)\s*([^\s!=(),]+)$/;

/** Splits at commas that are not inside parentheses. */
function parts(text: string): string[] {
	return text
		.split(/,(?![^(]*\))/)
		.map((part) => part.trim())
		.filter((part) => part !== "");
}

const comparisons: Record<string, Requirement["operator"]> = {
	"=": "In",
	"==": "In",
	"!=": "NotIn",
	">": "Gt",
	"<": "Lt",
};

function parsePart(part: string): Requirement {
	const [, key = "", word = "", values = ""] = valueSet.exec(part) ?? comparison.exec(part) ?? [];
	if (word === "in" || word === "notin") {
		return { key, operator: word === "in" ? "In" : "NotIn", values: values.split(",").map((value) => value.trim()) };
	}
	const operator = comparisons[word];
	if (operator) return { key, operator, values: [values] };
	const [, negation, name] = existence.exec(part) ?? [];
	if (name) return { key: name, operator: negation ? "DoesNotExist" : "Exists", values: [] };
	throw new SelectorError(`unable to parse requirement: found '${part}', expected: a label selector`);
}

/** Reads `labelSelector` of a query. @throws SelectorError */
export function parseSelector(text: string): Requirement[] {
	return parts(text).map(parsePart);
}

function satisfies(requirement: Requirement, labels: Labels): boolean {
	const has = Object.hasOwn(labels, requirement.key);
	const value = labels[requirement.key] ?? "";
	switch (requirement.operator) {
		case "In":
			return has && requirement.values.includes(value);
		case "NotIn":
			return !has || !requirement.values.includes(value);
		case "Exists":
			return has;
		case "DoesNotExist":
			return !has;
		case "Gt":
			return has && Number(value) > Number(requirement.values[0]);
		case "Lt":
			return has && Number(value) < Number(requirement.values[0]);
	}
}

export function matchesRequirements(requirements: Requirement[], labels: Labels | undefined): boolean {
	return requirements.every((requirement) => satisfies(requirement, labels ?? {}));
}

const operators = { In: "In", NotIn: "NotIn", Exists: "Exists", DoesNotExist: "DoesNotExist" } as const;

function operatorOf(name: string): Requirement["operator"] {
	const operator = Object.entries(operators).find(([known]) => known === name)?.[1];
	if (!operator) throw new SelectorError(`"${name}" is not a valid label selector operator`);
	return operator;
}

/** Whether the selector of a workload matches labels; an empty one matches everything. @throws SelectorError */
export function matchesSelector(selector: LabelSelector, labels: Labels | undefined): boolean {
	const equal = Object.entries(selector.matchLabels ?? {}).map(
		([key, value]): Requirement => ({ key, operator: "In", values: [value] }),
	);
	const expressions = (selector.matchExpressions ?? []).map(
		({ key, operator, values }): Requirement => ({ key, operator: operatorOf(operator), values: values ?? [] }),
	);
	return matchesRequirements([...equal, ...expressions], labels);
}

/** The selector as the text of a query, for the status of a Scale. */
export function selectorText(selector: LabelSelector): string {
	const equal = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
	const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
		if (operator === "Exists") return key;
		if (operator === "DoesNotExist") return `!${key}`;
		return `${key} ${operator.toLowerCase()} (${(values ?? []).join(",")})`;
	});
	return [...equal, ...expressions].join(",");
}

type FieldTerm = { path: string[]; equal: boolean; value: string };

const indexed: Record<string, string[]> = {
	pods: [
		"spec.nodeName",
		"spec.restartPolicy",
		"spec.schedulerName",
		"spec.serviceAccountName",
		"spec.hostNetwork",
		"status.phase",
		"status.podIP",
		"status.nominatedNodeName",
	],
	events: [
		"involvedObject.kind",
		"involvedObject.namespace",
		"involvedObject.name",
		"involvedObject.uid",
		"involvedObject.apiVersion",
		"involvedObject.resourceVersion",
		"involvedObject.fieldPath",
		"reason",
		"reportingComponent",
		"source",
		"type",
	],
	"replicasets.apps": ["status.replicas"],
	nodes: ["spec.unschedulable"],
	namespaces: ["status.phase"],
	secrets: ["type"],
	services: ["spec.clusterIP", "spec.type"],
};

/** Reads `fieldSelector` of a query for the resource stored under `key`. @throws SelectorError */
export function parseFieldSelector(text: string, key: string): FieldTerm[] {
	return parts(text).map((part) => {
		const term = /^([^!=]+)(==|=|!=)(.*)$/.exec(part);
		if (!term) throw new SelectorError(`invalid selector: '${part}'; can't understand '${part}'`);
		const field = term[1] ?? "";
		const known = ["metadata.name", "metadata.namespace", ...(indexed[key] ?? [])];
		if (!known.includes(field)) throw new SelectorError(`field label not supported: ${field}`);
		return { path: field.split("."), equal: term[2] !== "!=", value: term[3] ?? "" };
	});
}

function textAt(object: unknown, path: string[]): string {
	let at: unknown = object;
	for (const step of path)
		at = typeof at === "object" && at !== null ? Object.entries(at).find(([key]) => key === step)?.[1] : undefined;
	return at === undefined || at === null ? "" : String(at);
}

export function matchesFields(terms: FieldTerm[], object: object): boolean {
	return terms.every((term) => (textAt(object, term.path) === term.value) === term.equal);
}
