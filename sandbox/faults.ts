import { existsSync, readFileSync, renameSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const faultSchema = z.object({
	fault: z.enum([
		"bad-version",
		"slow-database",
		"dead-node",
		"lost-webhook",
		"cluster-gone",
		"github-gone",
		"prometheus-gone",
	]),
	/** What it strikes: a service, a database or a node; empty for faults that need no target. */
	target: z.string().default(""),
});

/** One thing that is broken in the sandbox right now. */
export type Fault = z.infer<typeof faultSchema>;

/** Reads the faults of a sandbox; a missing or half-written file counts as none. */
export function readFaults(dataDir: string): Fault[] {
	const file = join(dataDir, "faults.json");
	if (!existsSync(file)) return [];
	try {
		return z.array(faultSchema).parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return [];
	}
}

/** Replaces the faults of a sandbox in one step, so that no reader sees half a file. */
export function writeFaults(dataDir: string, faults: Fault[]): void {
	const file = join(dataDir, "faults.json");
	writeFileSync(`${file}.new`, `${JSON.stringify(faults, null, "\t")}\n`);
	renameSync(`${file}.new`, file);
}

/** Calls `onChange` with the faults of now, and again within half a second of every change. Returns how to stop. */
export function watchFaults(dataDir: string, onChange: (faults: Fault[]) => void): () => void {
	const file = join(dataDir, "faults.json");
	onChange(readFaults(dataDir));
	const listener = () => onChange(readFaults(dataDir));
	watchFile(file, { interval: 300 }, listener);
	return () => unwatchFile(file, listener);
}
