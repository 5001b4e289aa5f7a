import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../scripts/free-ports.ts";
import type { ProductFacts } from "./start-product.ts";

const root = join(import.meta.dirname, "../..");

/**
 * The GitHub that the contract is held to: a second one with the past of the product's, so that the contract's pushes and
 * runs do not reach the product, and its webhooks reach the contract. Gives the contract's environment and how to stop it.
 */
export async function startContractGitHub({
	data,
}: ProductFacts): Promise<{ environment: Record<string, string>; stop: () => Promise<void> }> {
	const folder = mkdtempSync(join(tmpdir(), "contract-github-"));
	for (const name of ["github", "secrets"])
		cpSync(join(data, "sandbox", name), join(folder, name), { recursive: true });
	const port = await freePorts();
	const start = (name: string) => startPart(name, { folder, port, lazoUrl: `http://127.0.0.1:${port + 9}` });
	const registry = await start("registry");
	const github = await start("github");
	const secret = (name: string) => readFileSync(join(folder, "secrets", name), "utf8");
	return {
		environment: {
			GITHUB_API_URL: `http://127.0.0.1:${port + 2}/api/v3`,
			GITHUB_TOKEN: secret("github-token"),
			GITHUB_WEBHOOK_PORT: String(port + 9),
			GITHUB_WEBHOOK_SECRET: secret("github-webhook-secret"),
		},
		stop: async () => {
			await Promise.all([github, registry].map(stopPart));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

type Options = { folder: string; port: number; lazoUrl: string };

async function startPart(name: string, { folder, port, lazoUrl }: Options): Promise<ChildProcess> {
	const main = join(root, "sandbox", name, "main.ts");
	const child = spawn(process.execPath, [main, "--data", folder, "--port", String(port), "--lazo-url", lazoUrl], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	await new Promise<void>((resolve, reject) => {
		child.stdout?.once("data", () => resolve());
		child.once("exit", (code) => reject(new Error(`the contract's ${name} ended with ${code} before it was ready`)));
	});
	return child;
}

async function stopPart(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null) return;
	const ended = new Promise((resolve) => child.once("exit", resolve));
	child.stdin?.end();
	await ended;
}
