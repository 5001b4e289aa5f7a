import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Remembers when a sandbox was started first; later calls change nothing. */
export function writeSeededAt(dataDir: string): void {
	const file = join(dataDir, "seeded-at");
	if (!existsSync(file)) writeFileSync(file, `${new Date().toISOString()}\n`);
}

/** When the sandbox was started first: the moment all of its history is told from. */
export function readSeededAt(dataDir: string): Date {
	writeSeededAt(dataDir);
	const text = readFileSync(join(dataDir, "seeded-at"), "utf8").trim();
	return new Date(z.iso.datetime().parse(text));
}
