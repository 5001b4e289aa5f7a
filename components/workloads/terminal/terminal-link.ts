import { withQuery } from "#components/api/client.ts";
import { ApiProblem } from "#components/api/problem.ts";
import { readStream } from "#components/api/read-stream.ts";
import type { TerminalEnd, TerminalEvent } from "#server/workloads/terminal/schema.ts";

export type LinkState = {
	phase: "connecting" | "open" | "reconnecting" | "ended" | "failed";
	/** By the clock of this browser; null before the first sign of life. */
	endsAt: number | null;
	idleEndsAt: number | null;
	ended: { why: TerminalEnd; exitCode: number | null } | null;
	problem: ApiProblem | null;
};
export const connecting: LinkState = {
	phase: "connecting",
	endsAt: null,
	idleEndsAt: null,
	ended: null,
	problem: null,
};

type Given = {
	id: string;
	/** Draws bytes; resolves when they are drawn, so that no more is read than can be shown. */
	draw: (bytes: Uint8Array) => Promise<void>;
	/** Some of the output could not be had any more. */
	onGap: () => void;
	onState: (state: LinkState) => void;
};

/** A worker that went away is waited for until the books say how its terminals ended. */
const patienceMs = 60_000;

/** Reads what a terminal prints, connecting again by itself from the last byte it has, until it ends or is stopped. */
export class TerminalLink {
	readonly #given: Given;
	readonly #end = new AbortController();
	#state = connecting;
	#at = 0;
	#heardAt = Date.now();

	constructor(given: Given) {
		this.#given = given;
	}

	stop(): void {
		this.#end.abort();
	}

	async run(): Promise<void> {
		const { signal } = this.#end;
		for (let pauseMs = 500; !signal.aborted; pauseMs = Math.min(pauseMs * 2, 5_000)) {
			const before = this.#heardAt;
			const problem = await this.#read();
			if (signal.aborted || this.#state.ended) return;
			const lost = Date.now() - this.#heardAt > patienceMs;
			if (problem && (isFinal(problem) || lost)) return this.#tell({ phase: "failed", problem });
			if (this.#heardAt !== before) pauseMs = 500;
			this.#tell({ phase: "reconnecting", problem });
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
	}

	async #read(): Promise<ApiProblem | null> {
		const path = withQuery(`/terminals/${this.#given.id}/output`, { from: this.#at });
		const onLine = (event: TerminalEvent) => this.#hear(event);
		try {
			await readStream<TerminalEvent>(path, { signal: this.#end.signal, onLine });
			return null;
		} catch (error) {
			if (error instanceof ApiProblem) return error;
			return new ApiProblem({ status: 0, code: "offline", detail: String(error) });
		}
	}

	async #hear(event: TerminalEvent): Promise<void> {
		this.#heardAt = Date.now();
		if (event.type === "end") {
			const { ended: why, exitCode } = event;
			return this.#tell({ phase: "ended", problem: null, ended: { why, exitCode } });
		}
		if (event.type === "beat") {
			const { secondsLeft, idleSecondsLeft } = event;
			const after = (seconds: number) => Date.now() + seconds * 1_000;
			return this.#tell({
				phase: "open",
				problem: null,
				endsAt: after(secondsLeft),
				idleEndsAt: after(idleSecondsLeft),
			});
		}
		const bytes = Uint8Array.from(atob(event.data), (letter) => letter.charCodeAt(0));
		if (event.from > this.#at) this.#given.onGap();
		this.#at = event.from + bytes.length;
		await this.#given.draw(bytes);
	}

	#tell(news: Partial<LinkState>): void {
		if (this.#end.signal.aborted) return;
		this.#state = { ...this.#state, ...news };
		this.#given.onState(this.#state);
	}
}

/** What asking again would not change. */
const isFinal = ({ problem: { status } }: ApiProblem) =>
	status >= 400 && status < 500 && status !== 429 && status !== 408;
