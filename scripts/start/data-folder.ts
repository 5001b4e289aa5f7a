import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { everyoneMayEnter } from "../everyone-may-enter.ts";
import { say } from "./say.ts";

/**
 * The folder that keeps the data: `wanted`, or, when we are root and its path is closed to the user that Postgres runs as
 * (a clone under a 0700 home), a folder of the system's state directory. Says so in that case.
 */
export function chooseDataFolder(wanted: string): string {
	mkdirSync(wanted, { recursive: true, mode: 0o755 });
	if (process.getuid?.() !== 0 || everyoneMayEnter(wanted)) return wanted;
	const folder = join("/var/lib/lazo", createHash("sha256").update(wanted).digest("hex").slice(0, 12));
	mkdirSync(folder, { recursive: true, mode: 0o755 });
	say(`The Postgres user cannot enter ${wanted}; the data is kept in ${folder}`);
	return folder;
}
