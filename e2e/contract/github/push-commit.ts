import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ask, organisation, repository, token } from "./server.ts";

/** Clones the repository under test, adds a line to the README of a branch, and pushes that with the token. */
export async function pushCommit(branch: string): Promise<void> {
	const body = await (await ask(`/repos/${organisation}/${repository}`)).json();
	const url = new URL(z.object({ clone_url: z.url() }).parse(body).clone_url);
	url.username = "ana";
	url.password = token;
	const folder = mkdtempSync(join(tmpdir(), "contract-"));
	const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { timeout: 20_000, stdio: "pipe" });
	try {
		git("clone", "--quiet", "--branch", branch, url.href, ".");
		appendFileSync(join(folder, "README.md"), "\nOne more line.\n");
		git("-c", "user.name=Ana Ruiz", "-c", "user.email=ana@almena.example", "commit", "--quiet", "-am", "Say more");
		git("push", "--quiet", "origin", branch);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
