import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Options } from "./options.ts";
import { withoutOutsideSettings } from "./outside-systems.ts";
import { say, sayProblem } from "./say.ts";

const root = join(import.meta.dirname, "../..");
type Settings = Record<string, string>;

/** The children of `npm start`: each in a group of its own, so that none of its descendants outlives the end. */
export class Processes {
	private readonly children = new Map<string, ChildProcess>();
	private readonly ends: (() => Promise<void>)[] = [];
	private logFolder = join(root, ".data", "log");
	private stopping = false;

	/** Something to do after all children have ended. */
	atEnd(end: () => Promise<void>): void {
		this.ends.push(end);
	}

	/** Runs a child to its end; throws when it fails. */
	async runToEnd(name: string, args: string[]): Promise<void> {
		const child = this.launch(name, args, {});
		const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
		this.children.delete(name);
		if (code !== 0) throw new Error(`The step "${name}" failed; its words stand in ${this.logFile(name)}.`);
	}

	/** Starts a child and starts it again when it dies by itself, with growing pauses. */
	keepRunning(name: string, args: string[], settings: Settings): void {
		let pause = 250;
		const launch = () => {
			const started = Date.now();
			this.launch(name, args, settings).once("exit", (code, signal) => {
				if (this.stopping) return;
				if (Date.now() - started > 30_000) pause = 250;
				say(`The ${name} process ended (${signal ?? code}); starting it again. Its log: ${this.logFile(name)}`);
				setTimeout(launch, pause);
				pause = Math.min(pause * 2, 10_000);
			});
		};
		launch();
	}

	/** Starts the sandbox; `configured` when its addresses are known, `ready` when all of it serves. */
	startSandbox({ data, options }: { data: string; options: Options }): {
		configured: Promise<void>;
		ready: Promise<void>;
	} {
		this.logFolder = join(data, "log");
		say(
			`Starting the sandbox${options.controlPlane === "real" ? " on a real Kubernetes control plane (built once, about five minutes)" : ""}`,
		);
		const args = [
			"sandbox/main.ts",
			"--data",
			join(data, "sandbox"),
			"--port",
			String(options.sandboxPort),
			"--lazo-url",
			options.url,
			"--control-plane",
			options.controlPlane,
		];
		const child = this.launch("sandbox", args, {});
		const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
		const said = (wanted: string) =>
			new Promise<void>((resolve, reject) => {
				lines.on("line", (line) => line.trim() === wanted && resolve());
				child.once("exit", (code) =>
					reject(new Error(`The sandbox ended (${code}); its words stand in ${this.logFile("sandbox")}.`)),
				);
			});
		const parts = { configured: said("configured"), ready: said("ready") };
		parts.ready.catch(() => {});
		parts.configured.catch(() => {});
		child.once("exit", (code) => {
			if (!this.stopping)
				sayProblem(
					`The sandbox ended (${code}). Lazo goes on with what it knows; start again to bring the sandbox back.`,
				);
		});
		return parts;
	}

	/** Ends every child gently, then for good, then what was put at the end. */
	async stopAll(): Promise<void> {
		this.stopping = true;
		await Promise.all([...this.children.values()].map(endGroup));
		for (const end of this.ends.reverse()) await end().catch(() => {});
	}

	private logFile(name: string): string {
		return join(this.logFolder, `${name}.log`);
	}

	private launch(name: string, args: string[], settings: Settings): ChildProcess {
		mkdirSync(this.logFolder, { recursive: true });
		const log = createWriteStream(this.logFile(name), { flags: "a" });
		const path = `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}`;
		const child = spawn(process.execPath, args, {
			cwd: root,
			detached: true,
			stdio: ["pipe", "pipe", "pipe"],
			env: {
				...withoutOutsideSettings(process.env),
				...{ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PATH: path },
				...settings,
			},
		});
		child.stderr?.pipe(log, { end: false });
		child.stdout?.pipe(log, { end: false });
		this.children.set(name, child);
		return child;
	}
}

async function endGroup(child: ChildProcess): Promise<void> {
	const { pid } = child;
	if (!pid || child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	signalGroup(pid, "SIGTERM");
	const late = setTimeout(() => signalGroup(pid, "SIGKILL"), 12_000);
	await ended;
	clearTimeout(late);
	signalGroup(pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group has gone already.
	}
}
