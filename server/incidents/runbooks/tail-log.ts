import { cleanText } from "#server/platform/clean-text.ts";
import { secretRedactor } from "#server/platform/redact-secrets.ts";
import type { RunbookOutput } from "./schema.ts";

type Line = RunbookOutput[number]["lines"][number];

const longest = 500;
/** `2026-11-21T10:00:00.1234567Z `, before each line of a job's log. */
const stamp = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z /;
const marks: Record<string, Line["kind"]> = { group: "group", error: "error", warning: "warning" };

/**
 * The last lines of a job's log as inert text: without the runner's times, without what looks like a secret, without control
 * characters, each cut at 500 characters. The whole log is looked through, so that a key that begins before the end is found;
 * colours are taken out first, or they would hide names of secrets.
 */
export function tailLog(log: string, most: number): { lines: Line[]; total: number } {
	const redact = secretRedactor();
	const lines: Line[] = [];
	let total = 0;
	for (const raw of splitLines(log)) {
		const line = readLine(redact(cleanText(raw.replace(stamp, "").slice(0, 20_000))));
		if (!line) continue;
		total += 1;
		lines.push(line);
		if (lines.length >= most * 2) lines.splice(0, lines.length - most);
	}
	return { lines: lines.slice(-most), total };
}

/** Without an array of a log of 50 MB. */
function* splitLines(log: string): Generator<string> {
	for (let from = 0; from < log.length; ) {
		const found = log.indexOf("\n", from);
		const to = found === -1 ? log.length : found;
		yield log.slice(from, to).replace(/\r$/, "");
		from = to + 1;
	}
}

function readLine(line: string): Line | null {
	const [, mark = "", rest = line] = /^##\[(\w{1,20})\](.*)$/s.exec(line) ?? [];
	if (mark === "endgroup") return null;
	const said = mark ? rest : line;
	const text = said.length > longest ? `${said.slice(0, longest)}…` : said;
	return { kind: marks[mark] ?? "plain", text };
}
