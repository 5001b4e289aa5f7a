import { ApiProblem } from "#components/api/problem.ts";
import type { TerminalInput } from "#server/workloads/terminal/schema.ts";

const mostOfBatch = 32 * 1024;
const mostWaiting = 1024 * 1024;
/** Keys are gathered for so long after a batch has left; the first one leaves at once. */
const gatherMs = 80;

type Given = {
	send: (batch: TerminalInput) => Promise<unknown>;
	/** Something typed could not be sent, and nothing typed after it will be. */
	onLost: (error: unknown) => void;
	/** Waits before the same batch is sent again. */
	pause?: (ms: number) => Promise<void>;
};

/** Sends what is typed in order: one numbered batch at a time, and the same one again until it has arrived. */
export class TypedInput {
	readonly #given: Given;
	#waiting = new Uint8Array();
	#seq = 0;
	#sending = false;
	#stopped = false;

	constructor(given: Given) {
		this.#given = given;
	}

	/** False when it is more than can wait; nothing of it is sent then. */
	type(text: string): boolean {
		const bytes = new TextEncoder().encode(text);
		if (this.#stopped) return true;
		if (this.#waiting.length + bytes.length > mostWaiting) return false;
		this.#waiting = joined(this.#waiting, bytes);
		if (!this.#sending) void this.#sendAll();
		return true;
	}

	stop(): void {
		this.#stopped = true;
	}

	async #sendAll(): Promise<void> {
		this.#sending = true;
		try {
			while (this.#waiting.length > 0 && !this.#stopped) {
				const bytes = this.#waiting.slice(0, mostOfBatch);
				this.#waiting = this.#waiting.slice(bytes.length);
				this.#seq += 1;
				await this.#sendUntilTaken({ seq: this.#seq, data: base64Of(bytes) });
				await this.#pause(gatherMs);
			}
		} catch (error) {
			if (!this.#stopped) this.#given.onLost(error);
			this.#stopped = true;
		} finally {
			this.#sending = false;
		}
	}

	async #sendUntilTaken(batch: TerminalInput): Promise<void> {
		for (let tries = 1; !this.#stopped; tries++) {
			try {
				return void (await this.#given.send(batch));
			} catch (error) {
				if (!isPassing(error) || tries === 15) throw error;
				await this.#pause(Math.min(250 * tries, 2_000));
			}
		}
	}

	#pause(ms: number): Promise<void> {
		return this.#given.pause?.(ms) ?? new Promise((resolve) => setTimeout(resolve, ms));
	}
}

/** What may be different at the next try: Lazo or its worker away, too many requests. */
const isPassing = (error: unknown) =>
	error instanceof ApiProblem && [0, 429, 500, 502, 503, 504].includes(error.problem.status);

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(a.length + b.length);
	both.set(a);
	both.set(b, a.length);
	return both;
}

const base64Of = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
