import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Where `npm start` of this checkout keeps the sandbox: `./.data/sandbox`, or below the system's state directory where
 * the checkout is closed to the user that Postgres runs as.
 */
export function defaultDataFolder(): string {
	const usual = resolve(".data");
	const name = createHash("sha256").update(usual).digest("hex").slice(0, 12);
	const moved = join("/var/lib/lazo", name, "sandbox");
	return existsSync(join(moved, "sandbox.json")) ? moved : join(usual, "sandbox");
}
