import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ProductFacts } from "./start-product.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");

/** Breaks or mends something as `npm run sandbox` does. Returns what it said; throws with what it said when it fails. */
export async function controlSandbox(product: ProductFacts, ...words: string[]): Promise<string> {
	const args = ["sandbox/control.ts", ...words, "--data", join(product.data, "sandbox")];
	const { stdout } = await run(process.execPath, args, { cwd: root, timeout: 30_000 });
	return stdout;
}
