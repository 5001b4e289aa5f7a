import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The secret of that name in a data folder: 43 characters, made on first use, readable by the owner only.
 * Several processes may ask at once and all get the same: the first to link its file wins.
 */
export function secret(dataDir: string, name: string): string {
	const folder = join(dataDir, "secrets");
	const file = join(folder, name);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const draft = `${file}.${process.pid}`;
	writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
	try {
		linkSync(draft, file);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
	} finally {
		rmSync(draft);
	}
	return readFileSync(file, "utf8");
}
