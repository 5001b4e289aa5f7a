import { redacted, secretRedactor } from "#server/platform/redact-secrets.ts";

type Change = { path: string; from: string | null; to: string | null };

const most = 200;

/**
 * Leaves that differ between two JSON documents, by path; items of lists are told apart by `name` where they have one. What looks
 * like a secret, by its form or the name it stands under, is not told: whoever may read a deployment need not read its passwords.
 */
export function changedPaths(from: unknown, to: unknown): Change[] {
	const before = leaves(from);
	const after = leaves(to);
	const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
	return paths
		.filter((path) => before.get(path) !== after.get(path))
		.slice(0, most)
		.map((path) => ({ path, from: shown(path, before.get(path)), to: shown(path, after.get(path)) }));
}

/** The name that a value stands under: of an environment variable, else the last one of its path. */
const ownName = /\[([^\][]+)\]\.value$|([^.[\]]+)\]?$/;

function shown(path: string, value: string | undefined): string | null {
	if (value === undefined) return null;
	const [, variable, last] = ownName.exec(path) ?? [];
	const redact = secretRedactor();
	const lines = `${variable ?? last ?? ""}=${value}`.split("\n");
	return lines.some((line) => redact(line) !== line) ? redacted : value;
}

function leaves(value: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
	if (typeof value !== "object" || value === null) {
		if (value !== null && value !== undefined) found.set(path, String(value).slice(0, 500));
		return found;
	}
	for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
		const name = Array.isArray(value) ? `[${nameIn(inner) ?? key}]` : path ? `.${key}` : key;
		leaves(inner, `${path}${name}`, found);
	}
	return found;
}

function nameIn(value: unknown): string | null {
	return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string"
		? value.name
		: null;
}
