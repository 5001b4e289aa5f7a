import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseEnv } from "node:util";

/** Where the product under test is, and what its outside world is. */
export type ProductFacts = {
	url: string;
	data: string;
	controlPlane: "sandbox" | "real";
	sandbox: Record<string, string>;
};

declare module "vitest" {
	interface ProvidedContext {
		product: ProductFacts;
	}
}

const root = join(import.meta.dirname, "../..");

/**
 * Starts the product with `npm start`'s own script in a fresh data folder.
 * LAZO_E2E_URL and LAZO_E2E_DATA name one that runs already instead, for the inner loop.
 */
export async function startProduct({
	controlPlane,
}: Pick<ProductFacts, "controlPlane">): Promise<{ facts: ProductFacts; stop: () => Promise<void> }> {
	const { LAZO_E2E_URL: running, LAZO_E2E_DATA: runningData } = process.env;
	if (running && runningData) return { facts: facts(running, runningData, controlPlane), stop: async () => {} };
	const data = join(tmpdir(), `lazo-e2e-${process.pid}`);
	mkdirSync(data, { recursive: true });
	chmodSync(data, 0o755);
	const port = 3_900 + (controlPlane === "real" ? 10 : 0);
	const args = [
		"scripts/start.mjs",
		"--port",
		String(port),
		"--sandbox-port",
		String(port + 1_000),
		"--data",
		data,
		"--control-plane",
		controlPlane,
		"--sandbox",
	];
	const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	await new Promise<void>((resolve, reject) => {
		createInterface({ input: child.stdout }).on("line", (line) => {
			console.log(line);
			if (line.endsWith("All of the sandbox runs")) resolve();
		});
		void ended.then(() => reject(new Error("The product ended before it was ready; its words stand above.")));
	});
	return {
		facts: facts(`http://127.0.0.1:${port}`, data, controlPlane),
		stop: async () => {
			child.kill("SIGTERM");
			await ended;
			if (!process.env.LAZO_E2E_KEEP) rmSync(data, { recursive: true, force: true });
		},
	};
}

function facts(url: string, data: string, controlPlane: ProductFacts["controlPlane"]): ProductFacts {
	const parsed = parseEnv(readFileSync(join(data, "sandbox", "lazo.env"), "utf8"));
	const sandbox = Object.fromEntries(
		Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
	return { url, data, controlPlane, sandbox };
}
