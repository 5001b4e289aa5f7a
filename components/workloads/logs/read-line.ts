/** A line as it is shown: what it says, and its other fields. */
export type ReadLine = { message: string; fields: [string, string][] };

const messageNames = ["msg", "message", "event", "body"];
/** Shown in columns of their own. */
const shownElsewhere = new Set(["time", "timestamp", "ts", "@timestamp", "level", "severity", "lvl"]);

/** Opens a line that is a JSON object; any other is its own message. */
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
	return [[name, typeof value === "string" ? value : (JSON.stringify(value) ?? "")]];
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
