import type { ConfigurationKind } from "#server/connectors/kubernetes/configuration-object.ts";
import type { ConfigurationReference } from "#server/connectors/kubernetes/configuration-references.ts";
import type { Reading } from "../read-call.ts";
import type { Comparison, ConfigurationCell, ConfigurationRow, ConfigurationUse } from "../schema.ts";
import { objectKey } from "./object-key.ts";

/** What the workloads of one column refer to, and what was read of it. */
export type ColumnFacts = {
	references: ConfigurationReference[];
	readings: Reading[];
	/** Who else takes an object, by `objectKey`. */
	sharing: Map<string, string[]>;
};

type ObjectName = { kind: ConfigurationKind; object: string };

/** One row per key that is referred to anywhere, with a cell for every column; by object, then by key. Pure. */
export function composeRows(columns: readonly ColumnFacts[]): ConfigurationRow[] {
	const named = columns.map((column) => ({ ...column, names: namesOf(column.references) }));
	const objects = new Map(named.flatMap(({ names }) => [...names.keys()].map((key) => [key, parseKey(key)])));
	const rows = [...objects].flatMap(([shared, about]) => {
		const found = named.map(({ references, readings, sharing, names }) => {
			const name = names.get(shared);
			const own = references.filter((one) => one.kind === about.kind && one.name === name);
			const reading = readings.find((one) => one.kind === about.kind && one.name === name) ?? null;
			if (name === undefined) return null;
			const sharedWith = sharing.get(objectKey({ kind: about.kind, object: name })) ?? [];
			return { name, uses: own.flatMap(({ uses }) => uses), reading, sharedWith };
		});
		return keysOf(found).map((key) => {
			const cells = found.map((one) => cellOf(one, key));
			return { ...about, key, comparison: compare(cells), cells };
		});
	});
	return rows.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

type Found = {
	name: string;
	uses: ConfigurationReference["uses"];
	reading: Reading | null;
	sharedWith: string[];
};

const orderOf = ({ kind, object, key }: ConfigurationRow) => `${kind}/${object}/${key ?? ""}`;

/** Kustomize appends a hash of the content to names; without it, environments can be compared. */
const bareName = (name: string) => name.replace(/-[bcdfghkmt2456789]{10}$/, "");

function parseKey(key: string): ObjectName {
	const object = key.slice(key.indexOf("/") + 1);
	return { kind: key.startsWith("Secret/") ? "Secret" : "ConfigMap", object };
}

/** The objects of a column by what they are called in every environment; two that would be called alike keep their names. */
function namesOf(references: readonly ConfigurationReference[]): Map<string, string> {
	const byBare = Map.groupBy(references, ({ kind, name }) => objectKey({ kind, object: bareName(name) }));
	return new Map(
		[...byBare].flatMap(([bare, group]) =>
			new Set(group.map(({ name }) => name)).size === 1
				? group.map(({ name }) => [bare, name] as const)
				: group.map(({ kind, name }) => [objectKey({ kind, object: name }), name] as const),
		),
	);
}

/** The keys that any column uses or, where every key is meant, has. `null` alone when nobody can say which there are. */
function keysOf(found: readonly (Found | null)[]): (string | null)[] {
	const keys = new Set<string>();
	let wholes = false;
	for (const one of found) {
		if (!one) continue;
		for (const { key } of one.uses) if (key !== null) keys.add(key);
		if (!one.uses.some(({ key }) => key === null)) continue;
		wholes = true;
		for (const { key } of one.reading?.object?.values ?? []) keys.add(key);
	}
	return keys.size === 0 && wholes ? [null] : [...keys];
}

function cellOf(found: Found | null, key: string | null): ConfigurationCell {
	const nothing = { value: null, uses: [], failure: null, resourceVersion: null, immutable: false, managedBy: null };
	if (!found) return { ...nothing, state: "not-referred", object: null, sharedWith: [], readAt: null };
	const { name, reading, uses, sharedWith } = found;
	const { object = null, failure = null, readAt = null } = reading ?? {};
	const about = { ...nothing, object: name, sharedWith, uses: usesOf(uses, key), failure, readAt };
	if (!object) return { ...about, state: stateOf(failure?.code) };
	const { resourceVersion, immutable, managedBy } = object;
	const value = object.values.find((one) => one.key === key);
	if (!value) return { ...about, resourceVersion, immutable, managedBy, state: "missing-key" };
	const { text, hidden, binary, bytes, fingerprint } = value;
	return {
		...{ ...about, resourceVersion, immutable, managedBy, state: "value" },
		value: { text, hidden, binary, bytes, fingerprint },
	};
}

function stateOf(code: string | undefined): ConfigurationCell["state"] {
	if (code === "not-found") return "missing-object";
	return code === "forbidden" ? "forbidden" : "unreadable";
}

const usesOf = (uses: Found["uses"], key: string | null): ConfigurationUse[] =>
	uses
		.filter((use) => use.key === null || use.key === key)
		.map((use) => ({
			...{ container: use.container, as: use.as },
			name: use.key === null ? `${use.name}${key ?? ""}` : use.name,
			needed: use.key !== null && !use.optional,
		}));

/** How a key compares over the columns whose workloads refer to it. */
export function compare(cells: readonly ConfigurationCell[]): Comparison {
	const referring = cells.filter(({ state }) => state !== "not-referred");
	const values = new Set(referring.flatMap(({ value }) => value?.fingerprint ?? []));
	const missing = referring.some(({ state }) => state === "missing-key" || state === "missing-object");
	if (values.size > 1) return "differs";
	if (missing && values.size > 0) return "missing";
	if (referring.some(({ state }) => state === "forbidden" || state === "unreadable")) return "unknown";
	return referring.length < 2 ? "single" : "same";
}
