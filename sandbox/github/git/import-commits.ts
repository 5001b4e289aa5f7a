import { mkdirSync } from "node:fs";
import { runGit } from "./run-git.ts";

/** A commit to write. `branch` is created when it does not exist; `from` names where a new branch starts. */
export type NewCommit = {
	branch: string;
	/** A branch, tag or commit that a new branch starts from; left out for a branch that exists, or a first commit. */
	from?: string;
	/** A branch that this commit merges. */
	merge?: string;
	author: { name: string; email: string };
	at: Date;
	message: string;
	/** Path to new text; null deletes the file. */
	files: Record<string, string | null>;
	tag?: string;
};

/** Makes an empty bare repository whose default branch is `main` and that can be cloned and pushed to over HTTP. */
export async function createRepository(folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await runGit(folder, ["init", "--quiet", "--bare", "--initial-branch=main"]);
	await runGit(folder, ["config", "http.receivepack", "true"]);
	await runGit(folder, ["config", "uploadpack.allowAnySHA1InWant", "true"]);
}

/** Writes commits in order through `git fast-import`, all or none, and answers their hashes in the same order. */
export async function importCommits(folder: string, commits: NewCommit[]): Promise<string[]> {
	const stream = commits.map((commit, index) => commitCommand(commit, index + 1)).join("");
	const asked = commits.map((_, index) => `get-mark :${index + 1}\n`).join("");
	const output = await runGit(
		folder,
		["fast-import", "--quiet", "--cat-blob-fd=1", "--done"],
		`${stream}${asked}done\n`,
	);
	return output.trim().split("\n");
}

function commitCommand(commit: NewCommit, mark: number): string {
	const person = `${commit.author.name} <${commit.author.email}> ${Math.floor(commit.at.getTime() / 1000)} +0000`;
	const lines = [
		`commit refs/heads/${commit.branch}\n`,
		`mark :${mark}\n`,
		`author ${person}\n`,
		`committer ${person}\n`,
	];
	lines.push(data(commit.message));
	if (commit.from) lines.push(`from ${commit.from}\n`);
	if (commit.merge) lines.push(`merge refs/heads/${commit.merge}\n`);
	for (const [path, text] of Object.entries(commit.files)) {
		lines.push(text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`);
	}
	if (commit.tag) lines.push(`\nreset refs/tags/${commit.tag}\nfrom :${mark}\n`);
	return `${lines.join("")}\n`;
}

function data(text: string): string {
	return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
