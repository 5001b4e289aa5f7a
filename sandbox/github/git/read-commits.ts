import { runGit } from "./run-git.ts";

/** A commit as Git has it. Dates are ISO 8601 in UTC. */
export type GitCommit = {
	sha: string;
	tree: string;
	parents: string[];
	author: { name: string; email: string; date: string };
	committer: { name: string; email: string; date: string };
	message: string;
};

const format = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"].join("%x00");

/** Reads commits with `git log`, newest first; `args` are more arguments of it, ending with what to start from. */
export async function readCommits(folder: string, args: string[]): Promise<GitCommit[]> {
	const output = await runGit(folder, ["log", `--format=${format}%x1e`, ...args]);
	return output
		.split("\x1e")
		.map((text) => text.replace(/^\n/, ""))
		.filter((text) => text !== "")
		.map(toCommit);
}

function toCommit(text: string): GitCommit {
	const [sha = "", tree = "", parents = "", ...rest] = text.split("\0");
	const [author = "", authorEmail = "", authored = "", name = "", email = "", committed = "", message = ""] = rest;
	return {
		sha,
		tree,
		parents: parents.split(" ").filter(Boolean),
		author: { name: author, email: authorEmail, date: utc(authored) },
		committer: { name, email, date: utc(committed) },
		message: message.trimEnd(),
	};
}

function utc(date: string): string {
	return new Date(date).toISOString().replace(".000Z", "Z");
}

/** The full hash of the commit a branch, tag or hash names; null when there is none. Refuses anything like an option. */
export async function resolveCommit(folder: string, ref: string): Promise<string | null> {
	if (!/^[\w][\w./+@-]*$/.test(ref) || ref.includes("..") || ref.includes("@{")) return null;
	for (const name of [`refs/heads/${ref}`, `refs/tags/${ref}`, ref]) {
		const found = await runGit(folder, ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]).catch(() => null);
		if (found) return found.trim();
	}
	return null;
}

/** Refs below a prefix, such as `refs/heads`, by name: the commit each points at. */
export async function listRefs(folder: string, prefix: string): Promise<{ name: string; sha: string }[]> {
	const lines = await runGit(folder, ["for-each-ref", "--format=%(objectname) %(refname)", prefix]);
	return lines
		.split("\n")
		.filter(Boolean)
		.map((line) => ({ sha: line.slice(0, line.indexOf(" ")), name: line.slice(line.indexOf(" ") + 1) }));
}
