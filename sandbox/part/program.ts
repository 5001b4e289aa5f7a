import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";

const setpriv = "/usr/bin/setpriv";

export type ProgramStart = { program: string; args: string[]; logFile: string; cwd?: string };

/** A program that a part runs as its own child. `ended` is fulfilled with its exit code when it has ended, however. */
export type RunningProgram = { child: ChildProcess; ended: Promise<number | null>; stop: () => Promise<void> };

/**
 * Starts a program whose output goes to a log file (emptied first). It gets SIGTERM when this process dies, even by
 * SIGKILL, where the system has setpriv. `stop` asks it to end and insists after 1.5 s.
 */
export function startProgram({ program, args, logFile, cwd }: ProgramStart): RunningProgram {
	const log = openSync(logFile, "w", 0o600);
	const command = existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM", "--", program, ...args] : [program, ...args];
	const child = spawn(command[0] ?? program, command.slice(1), {
		stdio: ["ignore", log, log],
		...(cwd !== undefined && { cwd }),
		// No proxy settings: all of its peers are on this machine.
		env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", NODE_ENV: "production" },
	});
	const ended = new Promise<number | null>((resolve) => {
		child.once("exit", resolve);
		child.once("error", () => resolve(null));
	});
	const stop = async () => {
		child.kill("SIGTERM");
		const insist = setTimeout(() => child.kill("SIGKILL"), 1500);
		await ended;
		clearTimeout(insist);
	};
	return { child, ended, stop };
}

/** The last lines of a program's log, for a message about why it ended. */
export function lastLines(logFile: string, count = 3): string {
	return readFileSync(logFile, "utf8").trim().split("\n").slice(-count).join("\n");
}

/** Waits until a URL answers 2xx; throws after that many milliseconds. */
export async function answers(url: string, timeoutMs: number): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (Date.now() < deadline) {
		const response = await fetch(url).catch(() => null);
		if (response?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error(`nothing answers at ${url} within ${timeoutMs / 1000} s`);
}
