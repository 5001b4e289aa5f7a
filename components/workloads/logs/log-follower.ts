import { withQuery } from "#components/api/client.ts";
import { ApiProblem } from "#components/api/problem.ts";
import { readStream } from "#components/api/read-stream.ts";
import type { LogEvent, LogSource } from "#server/workloads/logs/schema.ts";
import { type BookLine, LogBook, placeOf } from "./log-book.ts";

export type LogPhase = "connecting" | "live" | "reconnecting" | "ended" | "failed";
export type LogAsked = {
	service: string;
	environment: string;
	q: string;
	severity: string;
	pod: string;
	previous: boolean;
	from: string;
	to: string;
};
export type LogState = {
	phase: LogPhase;
	/** Why it failed or is being connected again. */
	problem: ApiProblem | null;
	sources: readonly LogSource[];
	/** Pods that are not read because there are too many. */
	left: number;
	lines: readonly BookLine[];
	/** Lines that ever came; grows while `lines` stays bounded. */
	added: number;
	dropped: number;
	/** What was there at the beginning has been told, were it nothing. */
	begun: boolean;
};

export const nothingYet: LogState = {
	...{ phase: "connecting", problem: null, sources: [], left: 0, lines: [], added: 0, dropped: 0 },
	begun: false,
};
const mostPauseMs = 15_000;

/** Follows a log, connecting again by itself from the last line it has, until it is stopped. Tells of every new state. */
export class LogFollower {
	state: LogState = nothingYet;
	readonly #asked: LogAsked;
	readonly #onState: () => void;
	readonly #end = new AbortController();
	readonly #book = new LogBook();
	#places = new Map<number, string>();
	#again = false;
	#told = false;

	constructor(asked: LogAsked, onState: () => void) {
		this.#asked = asked;
		this.#onState = onState;
	}

	stop(): void {
		this.#end.abort();
	}

	async run(): Promise<void> {
		const { signal } = this.#end;
		for (let pauseMs = 1_000; !signal.aborted; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
			const problem = await this.#read();
			if (signal.aborted || this.state.phase === "ended") return;
			if (problem && isFinal(problem)) return this.#tell({ phase: "failed", problem });
			if (this.#told) pauseMs = 1_000;
			this.#again = this.#book.lines.length > 0;
			this.#told = false;
			this.#tell({ phase: "reconnecting", problem });
			await new Promise((resolve) => setTimeout(resolve, pauseMs * (0.75 + Math.random() / 2)));
		}
	}

	async #read(): Promise<ApiProblem | null> {
		const onLine = (event: LogEvent) => this.#hear(event);
		try {
			await readStream<LogEvent>(this.#path(), { signal: this.#end.signal, onLine });
			return null;
		} catch (error) {
			return error instanceof ApiProblem
				? error
				: new ApiProblem({ status: 0, code: "offline", detail: String(error) });
		}
	}

	#path(): `/${string}` {
		const { service, environment, q, severity, pod, previous, from, to } = this.#asked;
		const since = this.#again && this.#book.lastAt ? `${this.#book.lastAt.slice(0, 23)}Z` : from;
		return withQuery(`/services/${encodeURIComponent(service)}/environments/${encodeURIComponent(environment)}/logs`, {
			q,
			severity,
			pod,
			previous: previous || null,
			from: since,
			to,
			follow: to ? false : null,
		});
	}

	#hear(event: LogEvent): void {
		this.#told = true;
		if (event.type === "sources") {
			this.#places = new Map(event.sources.map((source) => [source.id, placeOf(source)]));
			this.#tell({ phase: "live", problem: null, sources: event.sources, left: event.left });
		} else if (event.type === "lines") {
			this.#book.add(event.lines, this.#places, this.#again);
			this.#book.dropped += event.dropped;
			const { lines, added, dropped } = this.#book;
			this.#tell({ phase: "live", problem: null, lines, added, dropped, begun: true });
		} else if (event.type === "end") this.#tell({ phase: "ended", problem: null, begun: true });
		else if (this.state.phase !== "live") this.#tell({ phase: "live", problem: null });
	}

	#tell(news: Partial<LogState>): void {
		if (this.#end.signal.aborted) return;
		this.state = { ...this.state, ...news };
		this.#onState();
	}
}

/** What asking again would not change. */
const isFinal = ({ problem: { status } }: ApiProblem) =>
	status >= 400 && status < 500 && status !== 429 && status !== 408;
