import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where Debian's Alertmanager looks for its templates, whatever it is told. */
const builtIn = "/usr/share/prometheus/alertmanager";
/** Its working directory instead, as a path of the same length: programs keep the length of a text apart from the text. */
const relative = "/proc/self/cwd".padEnd(builtIn.length, "/");

/**
 * Debian's program finds its templates only where its package would have been installed. For one that was merely
 * unpacked, makes a copy that finds them in its working directory, once. Returns what to run, and where.
 */
export function relocateTemplates(program: string): { program: string; cwd?: string } {
	const templates = resolve(program, "../..", "share/prometheus/alertmanager");
	if (templates === builtIn || !existsSync(join(templates, "default.tmpl"))) return { program };
	const copy = `${program}-relocated`;
	if (!existsSync(copy)) {
		const bytes = readFileSync(program);
		for (let at = bytes.indexOf(builtIn); at !== -1; at = bytes.indexOf(builtIn, at)) bytes.write(relative, at);
		const draft = `${copy}.${process.pid}`;
		writeFileSync(draft, bytes);
		chmodSync(draft, 0o755);
		renameSync(draft, copy);
	}
	return { program: copy, cwd: templates };
}
