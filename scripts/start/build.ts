import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Processes } from "./processes.ts";
import { run } from "./run.ts";
import { say } from "./say.ts";

const root = join(import.meta.dirname, "../..");
const sources = [
	"app",
	"components",
	"server",
	"i18n",
	"public",
	"prisma/models",
	"next.config.mjs",
	"instrumentation.ts",
	"proxy.ts",
	"postcss.config.mjs",
	"package-lock.json",
	"package.json",
];

/** One hash over files and folders, whatever their times. */
export function hashOf(paths: string[]): string {
	const hash = createHash("sha256");
	const add = (path: string) => {
		if (!existsSync(join(root, path))) return;
		const entries = tryList(join(root, path));
		if (!entries)
			hash
				.update(path)
				.update("\0")
				.update(readFileSync(join(root, path)));
		else for (const name of entries.sort()) add(join(path, name));
	};
	for (const path of paths) add(path);
	return hash.digest("hex");
}

function tryList(path: string): string[] | null {
	try {
		return readdirSync(path);
	} catch {
		return null;
	}
}

async function unlessDone(stampFile: string, hash: string, work: () => Promise<void>): Promise<void> {
	const stamp = join(root, stampFile);
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
	await work();
	writeFileSync(stamp, hash);
}

/** Generates the database client when the data model has changed. */
export async function generateClient(): Promise<void> {
	await unlessDone("prisma/generated/.hash", hashOf(["prisma/models", "package-lock.json"]), async () => {
		say("Generating the database client");
		await run(["node_modules/prisma/build/index.js", "generate"], { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" });
	});
}

/** Builds the web process when its sources have changed. */
export async function build(processes: Processes): Promise<void> {
	const folder = process.env.LAZO_DIST ?? ".next";
	await unlessDone(join(folder, ".hash"), hashOf(sources), async () => {
		say("Building the web process (once per change; about half a minute)");
		await processes.runToEnd("build", ["node_modules/next/dist/bin/next", "build"]);
		say("Built");
	});
}
