type Change = { path: string; from: string | null; to: string | null };

const most = 200;

/** Leaves that differ between two JSON documents, by path; items of lists are told apart by `name` where they have one. */
export function changedPaths(from: unknown, to: unknown): Change[] {
	const before = leaves(from);
	const after = leaves(to);
	const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
	return paths
		.filter((path) => before.get(path) !== after.get(path))
		.slice(0, most)
		.map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }));
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
