import { spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Runs a program of Node to its end. Throws with what it said when it fails. */
export function run(args: string[], environment: Record<string, string> = {}): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			cwd: root,
			env: { ...process.env, ...environment },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let said = "";
		const keep = (chunk: Buffer) => {
			said = (said + chunk.toString()).slice(-4_000);
		};
		child.stdout.on("data", keep);
		child.stderr.on("data", keep);
		child.once("error", reject);
		child.once("exit", (code) =>
			code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}:\n${said}`)),
		);
	});
}
