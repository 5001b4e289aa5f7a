/** A line as it is shown: what it says, and its other fields. */
export type ReadLine = { message: string; fields: [string, string][] };

const messageNames = ["msg", "message", "event", "body"];
/** Shown in columns of their own. */
const shownElsewhere = new Set(["time", "timestamp", "ts", "@timestamp", "level", "severity", "lvl"]);

/** Opens a line that is a JSON object, its escaped characters as inert as those that stand there as such; any other is its own message. */
export function readLine(text: string): ReadLine {
	const value = text.trimStart().startsWith("{") ? parse(text) : null;
	if (typeof value !== "object" || value === null) return { message: text, fields: [] };
	const all = new Map(Object.entries(value).flatMap(([name, inner]) => flat(name, inner, 0)));
	const at = messageNames.find((name) => all.has(name)) ?? "";
	return { message: all.get(at) ?? "", fields: [...all].filter(([name]) => name !== at) };
}

/** The fields worth room in a line of the list. */
export const briefFields = ({ fields }: ReadLine): [string, string][] =>
	fields.filter(([name, value]) => !shownElsewhere.has(name) && value.length <= 200 && !value.includes("\n"));

function flat(name: string, value: unknown, depth: number): [string, string][] {
	if (typeof value === "object" && value !== null && !Array.isArray(value) && depth < 4)
		return Object.entries(value).flatMap(([inner, one]) => flat(`${name}.${inner}`, one, depth + 1));
	return [[inert(name), inert(typeof value === "string" ? value : (JSON.stringify(value) ?? ""))]];
}

/** Control characters, and those that turn the direction of text round; tabs and ends of lines stay. */
const alive =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const inert = (text: string) => text.replace(alive, "\ufffd");

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
