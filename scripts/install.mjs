// Installs what the lock file names when it is not there yet. Only Node's own modules: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".lazo-installed");
const wanted = () =>
	createHash("sha256")
		.update(readFileSync(join(root, "package-lock.json")))
		.digest("hex");

/** Where Node keeps what it compiled, for all processes started here: they start in half the time and never load its TypeScript compiler. */
export const compileCache = process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "node");

/** The pinned Node, else the one that runs this. */
export function nodeProgram() {
	const pinned = join(root, "node_modules", "node", "bin", "node");
	return existsSync(pinned) ? pinned : process.execPath;
}

/** Runs `npm ci` unless it has run for this lock file. Ends the process when it fails. */
export async function installed() {
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted()) return;
	console.log("● Installing packages (once; about a minute)");
	const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
		cwd: root,
		stdio: "inherit",
	});
	if (status !== 0) {
		console.error(
			"✗ npm ci failed, so Lazo cannot start. What npm said stands above; run `npm start` again when it is mended.",
		);
		process.exit(1);
	}
	writeFileSync(stamp, wanted());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installed();
