import type { Fields } from "./read-fields.ts";
import type { Severity } from "./schema.ts";

const words: Record<string, Severity> = {
	...{ trace: "debug", debug: "debug", dbg: "debug", verbose: "debug", finest: "debug", fine: "debug" },
	...{ info: "info", information: "info", informational: "info", notice: "info", log: "info", default: "info" },
	...{ warn: "warning", warning: "warning", wrn: "warning" },
	...{ error: "error", err: "error", severe: "error", fail: "error", failed: "error" },
	...{
		fatal: "fatal",
		critical: "fatal",
		crit: "fatal",
		panic: "fatal",
		alert: "fatal",
		emerg: "fatal",
		emergency: "fatal",
	},
};
const names = ["level", "severity", "lvl", "log.level", "loglevel", "levelname", "severity_text", "severityText"];
const klog: Record<string, Severity> = { I: "info", W: "warning", E: "error", F: "fatal" };
const inText =
	/(?:^|[\s[(|<])(TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|SEVERE|FATAL|CRITICAL|PANIC|EMERG)(?=[\s\])|>:]|$)/;
const firstWords = /^(?:uncaught |unhandled )?(panic|fatal error|error|warning|traceback)\b/i;

/** How grave a line is by its own word: a field, klog's first letter, a level in capitals. Null when it does not say. Pure. */
export function readSeverity(text: string, fields: Fields): Severity | null {
	for (const name of names) {
		const value = fields.get(name);
		const known = value === undefined ? null : severityOf(value);
		if (known) return known;
	}
	const letter = /^([IWEF])\d{4} \d\d:\d\d:\d\d/.exec(text)?.[1];
	if (letter) return klog[letter] ?? null;
	const head = text.slice(0, 200);
	const word = inText.exec(head)?.[1];
	if (word) return words[word.toLowerCase()] ?? null;
	const first = firstWords.exec(head)?.[1]?.toLowerCase();
	if (!first) return null;
	if (first === "warning") return "warning";
	return first === "error" || first === "traceback" ? "error" : "fatal";
}

/** Numbers are bunyan's and pino's: 10 trace to 60 fatal. */
function severityOf(value: string): Severity | null {
	const number = /^\d{2}$/.test(value) ? Number(value) : null;
	if (number === null) return words[value.toLowerCase()] ?? null;
	if (number < 30) return "debug";
	if (number < 40) return "info";
	if (number < 50) return "warning";
	return number < 60 ? "error" : "fatal";
}
