import { join } from "node:path";
import { endParts } from "./end-parts.ts";
import { type PartProcess, startPart } from "./part-process.ts";
import type { SandboxOptions } from "./sandbox-options.ts";

export type PartName =
	| "registry"
	| "kubernetes"
	| "kubelet"
	| "github"
	| "identity"
	| "traffic"
	| "prometheus"
	| "alertmanager";

/** The running parts of one sandbox. Nothing is restarted: the first that ends unasked is reported by `firstDeath`. */
export class Parts {
	#running: PartProcess[] = [];
	#options: SandboxOptions;
	#ending = false;
	#reportDeath: (message: string) => void = () => {};
	/** Fulfilled with what to tell the person when a part ends that nobody asked to. */
	readonly firstDeath: Promise<string>;

	constructor(options: SandboxOptions) {
		this.#options = options;
		this.firstDeath = new Promise((resolve) => {
			this.#reportDeath = resolve;
		});
	}

	/** Starts a part and waits until it serves; `extra` are arguments after those that every part gets. */
	async start(name: PartName, extra: string[] = []): Promise<void> {
		if (this.#ending) throw new Error(`${name} is not started: the sandbox is ending`);
		const { dataDir, port, lazoUrl } = this.#options;
		const main = join(import.meta.dirname, "..", name, "main.ts");
		const shared = ["--data", dataDir, "--port", String(port), "--lazo-url", lazoUrl];
		const begun = performance.now();
		const part = startPart({
			name,
			command: [process.execPath, "--disable-warning=ExperimentalWarning", main, ...shared, ...extra],
			onLine: (line) => console.error(`${name}: ${line}`),
		});
		this.#running.push(part);
		part.ended.then((code) => {
			if (!this.#ending) this.#reportDeath(`${name} ended with code ${code}; the sandbox cannot go on without it`);
		});
		await part.ready;
		console.error(`${name} is up after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
	}

	/** Ends all parts and everything they started, within 5 s. */
	async end(): Promise<void> {
		this.#ending = true;
		await endParts(this.#running);
	}

	/** Ends all of them at once, for whoever cannot wait. */
	kill(): void {
		for (const part of this.#running) part.kill();
	}
}
