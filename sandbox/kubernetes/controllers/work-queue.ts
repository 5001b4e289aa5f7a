const soonMs = 10;
const retryMs = 1_000;

/** Keys waiting to be reconciled, each once, at the earliest time anybody asked for. */
export class WorkQueue {
	readonly #reconcile: (key: string) => void;
	readonly #waiting = new Map<string, { due: number; timer: NodeJS.Timeout }>();
	#paused = false;

	constructor(reconcile: (key: string) => void) {
		this.#reconcile = reconcile;
	}

	add(key: string, afterMs = soonMs): void {
		if (this.#paused) return;
		const due = Date.now() + afterMs;
		const known = this.#waiting.get(key);
		if (known && known.due <= due) return;
		if (known) clearTimeout(known.timer);
		this.#waiting.set(key, { due, timer: setTimeout(() => this.#run(key), afterMs) });
	}

	#run(key: string): void {
		this.#waiting.delete(key);
		try {
			this.#reconcile(key);
		} catch (error) {
			process.stderr.write(`kubernetes: ${key}: ${error instanceof Error ? error.stack : String(error)}\n`);
			this.add(key, retryMs);
		}
	}

	/** Forgets what waits and takes nothing more until `resume`. */
	pause(): void {
		this.#paused = true;
		for (const { timer } of this.#waiting.values()) clearTimeout(timer);
		this.#waiting.clear();
	}

	resume(): void {
		this.#paused = false;
	}
}
