import { type ChildProcess, execFile, spawn } from "node:child_process";
import { accessSync, constants, readFileSync, readlinkSync, statSync } from "node:fs";
import { constants as os } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

export type ExecLaunch = { command: string[]; tty: boolean; root: string; environment: Record<string, string> };
export type ExecEars = { onOutput: (from: "stdout" | "stderr", bytes: Buffer) => void };

/**
 * A further process beside a container's own, with its folder and its environment. With a terminal where `script` of
 * util-linux is on the machine, else with plain pipes. Throws, in a container runtime's words, when there is no such program.
 */
export class ExecProcess {
	/** The exit code, 128 and the number of the signal for one that was killed. */
	readonly exited: Promise<number>;
	readonly #child: ChildProcess;
	readonly #terminal: boolean;
	/** A size that the terminal has not been told. */
	#size: { columns: number; rows: number } | null = null;

	constructor({ command, tty, root, environment }: ExecLaunch, { onOutput }: ExecEars) {
		const env = { NODE_ENV: "production" as const, PATH: standardPath, HOME: root, TERM: "xterm", ...environment };
		const [name = "", ...parameters] = command;
		const program = findProgram(name, env.PATH);
		if (!program) throw new Error(noProgram(name));
		const script = tty ? findProgram("script", standardPath) : null;
		this.#terminal = script !== null;
		const line = ["exec", ...[program, ...parameters].map(quote)].join(" ");
		const [file, given] = script ? [script, ["-qfec", line, "--echo", "always", "/dev/null"]] : [program, parameters];
		this.#child = spawn(file, given, { cwd: root, env: script ? { ...env, SHELL: "/bin/sh" } : env, stdio: "pipe" });
		this.#child.stdin?.on("error", () => {});
		this.#child.stdout?.on("data", (bytes: Buffer) => onOutput("stdout", bytes));
		this.#child.stderr?.on("data", (bytes: Buffer) => onOutput(tty ? "stdout" : "stderr", bytes));
		this.exited = new Promise((resolve) => {
			this.#child.once("error", () => resolve(128));
			this.#child.once("close", (code, signal) => resolve(code ?? 128 + (signal ? os.signals[signal] : 0)));
		});
	}

	write(bytes: Buffer): void {
		this.#child.stdin?.write(bytes);
	}

	/** Holds its output back, or lets it flow again. */
	hold(held: boolean): void {
		for (const stream of [this.#child.stdout, this.#child.stderr]) held ? stream?.pause() : stream?.resume();
	}

	/** Tells its terminal the size of the window, as the terminal's master would; of a terminal to come, when it is there. */
	async resize(columns: number, rows: number): Promise<void> {
		this.#size = { columns, rows };
		while (this.#terminal && this.#size && this.#child.exitCode === null) {
			const terminal = terminalOf(this.#child.pid);
			if (!terminal) await sleep(20);
			else if (this.#size) {
				const { columns: cols, rows: lines } = this.#size;
				this.#size = null;
				execFile("stty", ["-F", terminal, "cols", String(cols), "rows", String(lines)], () => {});
			}
		}
	}

	/** Ends it at once; what runs on its terminal is hung up on. */
	kill(): void {
		this.#child.kill("SIGKILL");
	}
}

const noProgram = (name: string) =>
	`failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(name)}: executable file not found in $PATH: unknown`;

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

function findProgram(name: string, path: string): string | null {
	const places = name.includes("/") ? [name] : path.split(":").map((folder) => join(folder, name));
	return places.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return statSync(file).isFile();
	} catch {
		return false;
	}
}

/** The terminal of the only child of `script`; null before there is one. */
function terminalOf(pid: number | undefined): string | null {
	try {
		const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
		const terminal = readlinkSync(`/proc/${child}/fd/0`);
		return terminal.startsWith("/dev/pts/") ? terminal : null;
	} catch {
		return null;
	}
}
