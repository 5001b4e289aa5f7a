import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type PartStart = {
	name: string;
	/** Program and arguments. */
	command: [string, ...string[]];
	env?: Record<string, string>;
	/** What the part says, line by line, except `ready`. */
	onLine: (line: string) => void;
};

/**
 * One part of the sandbox as a process group of its own, so that all it started can be ended with it.
 * `ready` is fulfilled by its line `ready` and rejected when it ends before; `ended` has its exit code.
 */
export type PartProcess = {
	name: string;
	ready: Promise<void>;
	ended: Promise<number | null>;
	/** Asks it to end: SIGTERM and a closed stdin. */
	end: () => void;
	/** Ends the whole group at once. */
	kill: () => void;
};

/** Starts a part. */
export function startPart({ name, command, env, onLine }: PartStart): PartProcess {
	const [program, ...args] = command;
	const child = spawn(program, args, {
		stdio: ["pipe", "pipe", "pipe"],
		detached: true,
		env: { ...process.env, ...env },
	});
	child.stdin.on("error", () => {});
	const ended = new Promise<number | null>((resolve) => {
		child.once("exit", (code) => resolve(code));
		child.once("error", () => resolve(null));
	});
	const ready = new Promise<void>((resolve, reject) => {
		createInterface({ input: child.stdout }).on("line", (line) => (line === "ready" ? resolve() : onLine(line)));
		createInterface({ input: child.stderr }).on("line", onLine);
		ended.then((code) => reject(new Error(`${name} ended with code ${code} before it was ready`)));
	});
	// Whoever waits for it hears of the failure; nobody waiting is no reason to crash.
	ready.catch(() => {});
	const end = () => {
		child.stdin.end();
		child.kill("SIGTERM");
	};
	return { name, ready, ended, end, kill: () => killGroup(child) };
}

function killGroup(child: ChildProcess): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, "SIGKILL");
	} catch {
		// The group is empty already.
	}
}
