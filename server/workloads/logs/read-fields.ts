/** What a line says in names and values; nested names are joined by dots. */
export type Fields = Map<string, string>;

const mostFields = 200;
const pair = /(?:^|\s)([A-Za-z_][\w.-]{0,60})=(?:"((?:[^"\\]|\\.){0,4096})"|([^\s"]{0,4096}))/g;

/** The fields of a line that is a JSON object or holds `name=value` pairs (logfmt); empty for others. Pure. */
export function readFields(text: string): Fields {
	const trimmed = text.trimStart();
	const fields: Fields = new Map();
	if (trimmed.startsWith("{")) {
		const value = parse(trimmed);
		if (typeof value === "object" && value !== null) {
			collect(value, "", fields);
			return fields;
		}
	}
	for (const [, name, inQuotes, bare] of text.matchAll(pair)) {
		if (fields.size >= mostFields) break;
		if (name) fields.set(name, inQuotes ?? bare ?? "");
	}
	return fields;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function collect(value: object, prefix: string, fields: Fields): void {
	for (const [name, inner] of Object.entries(value)) {
		if (fields.size >= mostFields) return;
		const path = `${prefix}${name}`;
		if (typeof inner === "object" && inner !== null && path.split(".").length < 6) collect(inner, `${path}.`, fields);
		else fields.set(path, typeof inner === "string" ? inner : JSON.stringify(inner));
	}
}
