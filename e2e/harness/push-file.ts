import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProductFacts } from "./start-product.ts";

/** Changes a file on the main branch of a repository in the sandbox, as a developer would: clone, commit, push. */
export function pushFile(
	{ sandbox }: ProductFacts,
	{ repository, path }: { repository: string; path: string },
	change: (text: string) => string,
): void {
	const { GITHUB_API_URL = "", GITHUB_ORG = "", GITHUB_TOKEN = "" } = sandbox;
	const url = new URL(`/${GITHUB_ORG}/${repository}.git`, GITHUB_API_URL);
	Object.assign(url, { username: "ana", password: GITHUB_TOKEN });
	const folder = mkdtempSync(join(tmpdir(), "push-file-"));
	const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { timeout: 20_000, stdio: "pipe" });
	try {
		git("clone", "--quiet", "--depth", "1", url.href, ".");
		writeFileSync(join(folder, path), change(readFileSync(join(folder, path), "utf8")));
		git(
			"-c",
			"user.name=Ana Ruiz",
			"-c",
			"user.email=ana@almena.example",
			"commit",
			"--quiet",
			"-am",
			`Change ${path}`,
		);
		git("push", "--quiet", "origin", "HEAD");
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
