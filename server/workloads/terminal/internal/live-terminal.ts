import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { type Exec, type ExecEnd, openExec } from "#server/connectors/kubernetes/open-exec.ts";
import { conflict, unavailable } from "#server/platform/errors.ts";
import type { TerminalSession } from "../../../../prisma/generated/client.ts";
import type { TerminalLimits } from "../limits.ts";
import type { TerminalEnd, TerminalEvent, TerminalInput, Window } from "../schema.ts";
import { OutputBook } from "./output-book.ts";
import { terminalOver } from "./terminal-over.ts";

/** Bash where the container has it, else sh; both know the colours that the reader can show. */
const command = ["sh", "-c", "export TERM=xterm-256color; command -v bash >/dev/null && exec bash || exec sh"];
const mostWaiting = 256 * 1024;
const mostOfEvent = 32 * 1024;
/** Codes of a shell that could not be started, from runtimes that do not say so in words (POSIX: 126, 127). */
const notStarted = [126, 127];

export type Ended = { ended: TerminalEnd; exitCode: number | null; bytesIn: number; bytesOut: number };
type Given = { row: TerminalSession; limits: TerminalLimits; onEnd: (ended: Ended) => void };

/** A shell that runs in a container at this moment, and its one reader. */
export class LiveTerminal {
	readonly row: TerminalSession;
	readonly #limits: TerminalLimits;
	readonly #until: number;
	readonly #onEnd: Given["onEnd"];
	readonly #book = new OutputBook(mostWaiting);
	readonly #ears = new Set<() => void>();
	#exec: Exec | null = null;
	#ended: Ended | null = null;
	#reader = 0;
	/** When the reader went; null while there is one. */
	#goneAt: number | null = Date.now();
	#typedAt = Date.now();
	#written = 0;
	#writing: Promise<void> = Promise.resolve();
	#bytesIn = 0;
	/** Bytes typed that have not left for the cluster. */
	#leaving = 0;
	#held = false;

	constructor({ row, limits, onEnd }: Given) {
		this.row = row;
		this.#limits = limits;
		this.#until = Math.min(row.expiresAt.getTime(), row.startedAt.getTime() + limits.longestMs);
		this.#onEnd = onEnd;
	}

	/** Starts the shell. Throws KubernetesError when the cluster refuses, Problem 409 when it was ended before the cluster answered. */
	async open({ columns, rows }: Window): Promise<void> {
		const { connectionId, namespace, pod, container } = this.row;
		const exec = await openExec(
			clusterOf(connectionId),
			{ namespace, pod, container, command },
			{ onOutput: (bytes) => this.#print(bytes), onEnd: (end) => this.#execEnded(end) },
		);
		if (this.#ended) {
			// Nobody else would end the shell that has just begun.
			exec.close();
			throw terminalOver();
		}
		this.#exec = exec;
		exec.resize(columns, rows);
	}

	/** Ends it when its time is over, nobody typed for long, or its reader stays away. */
	tick(now: number): void {
		if (now >= this.#until) this.end("time");
		else if (now - this.#typedAt >= this.#limits.idleMs) this.end("idle");
		else if (this.#goneAt !== null && now - this.#goneAt >= this.#limits.readerGoneMs) this.end("reader-gone");
	}

	/** Ends it, once: whatever comes first is why. */
	end(ended: TerminalEnd, exitCode: number | null = null): void {
		if (this.#ended) return;
		this.#ended = { ended, exitCode, bytesIn: this.#bytesIn, bytesOut: this.#book.end };
		this.#exec?.close();
		this.#wake();
		this.#onEnd(this.#ended);
	}

	/**
	 * Writes what was typed, in the order of the numbers and each number once. Throws Problem 409 when one is missing, 503 when
	 * the program has not taken what was typed before.
	 */
	async write({ seq, data }: TerminalInput): Promise<void> {
		if (this.#ended) throw terminalOver();
		if (seq <= this.#written) return this.#writing;
		if (seq !== this.#written + 1)
			throw conflict("input-missing", "Something that was typed before has not arrived.", {
				expected: this.#written + 1,
			});
		const bytes = Buffer.from(data, "base64");
		if (this.#leaving + bytes.length > mostWaiting)
			throw unavailable(
				"input-waits",
				"The program does not take what was typed before. Wait a moment, or end the terminal.",
			);
		this.#written = seq;
		this.#typedAt = Date.now();
		this.#bytesIn += bytes.length;
		this.#leaving += bytes.length;
		const exec = this.#exec;
		// A connection that broke meanwhile ends the terminal by itself.
		this.#writing = this.#writing
			.then(() => exec?.write(bytes))
			.catch(() => {})
			.finally(() => {
				this.#leaving -= bytes.length;
			});
		await this.#writing;
	}

	resize({ columns, rows }: Window): void {
		this.#exec?.resize(columns, rows);
	}

	/** What is printed, from a number of bytes on, until it ends, `signal` aborts or another reader comes. */
	async *read(from: number, signal: AbortSignal): AsyncGenerator<TerminalEvent> {
		this.#reader += 1;
		const reader = this.#reader;
		this.#goneAt = null;
		this.#wake();
		try {
			yield this.#beat();
			for (let at = from; !signal.aborted && reader === this.#reader; ) {
				const piece = this.#book.since(at, mostOfEvent);
				if (piece) {
					yield { type: "output", from: piece.from, data: piece.bytes.toString("base64") };
					at = piece.to;
					this.#taken(at);
				} else if (this.#ended) {
					const { ended, exitCode } = this.#ended;
					return yield { type: "end", ended, exitCode };
				} else if (!(await this.#news(signal))) yield this.#beat();
			}
		} finally {
			if (reader === this.#reader) this.#goneAt = Date.now();
		}
	}

	#beat(): TerminalEvent {
		const left = (until: number) => Math.max(0, Math.round((until - Date.now()) / 1_000));
		const secondsLeft = left(this.#until);
		return { type: "beat", secondsLeft, idleSecondsLeft: left(this.#typedAt + this.#limits.idleMs) };
	}

	/** Waits for something to tell; false when there was nothing for so long that it is time for a sign of life. */
	#news(signal: AbortSignal): Promise<boolean> {
		return new Promise((resolve) => {
			const done = (news: boolean) => {
				clearTimeout(timer);
				this.#ears.delete(hear);
				signal.removeEventListener("abort", hear);
				resolve(news);
			};
			const hear = () => done(true);
			const timer = setTimeout(() => done(false), this.#limits.beatMs);
			this.#ears.add(hear);
			signal.addEventListener("abort", hear, { once: true });
			if (signal.aborted) hear();
		});
	}

	#wake(): void {
		for (const hear of [...this.#ears]) hear();
	}

	#print(bytes: Buffer): void {
		// Its own copy: the piece belongs to a larger buffer of the connection.
		this.#book.add(Buffer.from(bytes));
		this.#hold(this.#book.waiting > mostWaiting);
		this.#wake();
	}

	#taken(place: number): void {
		this.#book.tell(place);
		if (this.#book.waiting < mostWaiting / 2) this.#hold(false);
	}

	/** A program prints no faster than its reader reads: the cluster holds the rest back. */
	#hold(held: boolean): void {
		if (held === this.#held) return;
		this.#held = held;
		this.#exec?.hold(held);
	}

	#execEnded(end: ExecEnd): void {
		if (end.kind === "exited") {
			const never = this.#book.end === 0 && this.#bytesIn === 0 && notStarted.includes(end.code);
			this.end(never ? "no-shell" : "exited", end.code);
		} else if (end.kind === "broken") this.end("connection");
		else this.end(/executable file not found|no such file or directory/i.test(end.said) ? "no-shell" : "refused");
	}
}
