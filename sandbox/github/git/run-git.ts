import { spawn } from "node:child_process";

/** Git refused; `stderr` says why in Git's words. */
export class GitError extends Error {
	readonly stderr: string;

	constructor(args: string[], stderr: string) {
		super(`git ${args[0]} failed: ${stderr.trim()}`);
		this.stderr = stderr;
	}
}

/** The environment Git runs in: nothing of the user's own configuration, and no questions. */
export const gitEnvironment = {
	PATH: process.env.PATH ?? "/usr/bin:/bin",
	GIT_CONFIG_NOSYSTEM: "1",
	GIT_CONFIG_GLOBAL: "/dev/null",
	GIT_TERMINAL_PROMPT: "0",
	GIT_OPTIONAL_LOCKS: "0",
	NODE_ENV: process.env.NODE_ENV,
};

/** Runs Git in a repository and answers its output as bytes. Throws `GitError` when Git does not end with 0. */
export function runGitRaw(folder: string, args: string[], input?: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const child = spawn("git", ["-C", folder, ...args], { env: gitEnvironment });
		const output: Buffer[] = [];
		let stderr = "";
		child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => {
			stderr += chunk;
		});
		child.on("error", reject);
		child.on("close", (code) => {
			if (code === 0) resolve(Buffer.concat(output));
			else reject(new GitError(args, stderr));
		});
		// Git may end without reading all of its input; it then says so in its exit code.
		child.stdin.on("error", () => {});
		child.stdin.end(input ?? "");
	});
}

/** Runs Git in a repository and answers its output as text. */
export async function runGit(folder: string, args: string[], input?: string): Promise<string> {
	return (await runGitRaw(folder, args, input)).toString("utf8");
}
