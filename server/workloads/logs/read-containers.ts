import { cleanText } from "#server/platform/clean-text.ts";
import { unavailable } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import { secretRedactor } from "#server/platform/redact-secrets.ts";
import { followContainer, type LogRange, sortable } from "./follow-container.ts";
import { type LogContainer, listContainers } from "./list-containers.ts";
import type { AskedLogs } from "./logs-call.ts";
import { matchFilter } from "./match-filter.ts";
import { MergedLines } from "./merge-lines.ts";
import { readFields } from "./read-fields.ts";
import { readSeverity } from "./read-severity.ts";
import type { LogEvent, LogSource } from "./schema.ts";

const mostOfAll = 400;
/** Containers that this process follows, for everybody. */
let followed = 0;

type Source = LogSource & { run: string; done: boolean };

/** Reads the logs of all containers that were asked for side by side, those that come later too. `signal` ends it. */
export class ContainerReader {
	readonly lines = new MergedLines();
	readonly #asked: AskedLogs;
	readonly #signal: AbortSignal;
	readonly #passes: ReturnType<typeof matchFilter>;
	readonly #sources = new Map<string, Source>();
	readonly #openedAt = new Date();
	#there = new Set<string>();
	#left = 0;
	#changed = true;
	#heardAt = Date.now();

	constructor(asked: AskedLogs, signal: AbortSignal) {
		this.#asked = asked;
		this.#signal = signal;
		this.#passes = matchFilter(asked);
	}

	/** Whether every log has been read to its present end, as far as that can be told: all are open and quiet, or over. */
	get settled(): boolean {
		const open = [...this.#sources.values()].filter(({ state }) => state === "opening" || state === "open");
		if (open.length === 0) return true;
		return this.#asked.follow && open.every(({ state }) => state === "open") && Date.now() - this.#heardAt > 300;
	}

	/** Looks which containers there are and begins to read new ones. Throws Problem 503 when too many are read already. */
	async look(): Promise<void> {
		const { containers, left } = await listContainers(this.#asked);
		const first = this.#sources.size === 0;
		if (first && followed + containers.length > mostOfAll)
			throw unavailable("too-many-logs", "Too many logs are being followed at the moment. Try again in a minute.");
		this.#there = new Set(containers.map(({ run }) => run));
		if (left !== this.#left) this.#changed = true;
		this.#left = left;
		for (const container of containers) {
			const known = this.#sources.get(container.place);
			if (known?.run !== container.run && followed < mostOfAll) this.#begin(container, known, first);
		}
		for (const [place, { run, done }] of this.#sources) {
			if (!done || this.#there.has(run)) continue;
			this.#sources.delete(place);
			this.#changed = true;
		}
	}

	/** The sources, when one of them has changed since the last time. */
	changes(): LogEvent | null {
		if (!this.#changed) return null;
		this.#changed = false;
		const sources = [...this.#sources.values()].map(({ run: _, done: __, ...source }) => source);
		return { type: "sources", sources, left: this.#left };
	}

	#begin(container: LogContainer, known: Source | undefined, first: boolean): void {
		const { place, run, cluster, namespace, pod, container: name, previous } = container;
		const source: Source = {
			...{ id: known?.id ?? this.#nextId++, cluster, namespace, pod, container: name, previous, run },
			...{ state: "opening" as const, problem: null, done: false },
		};
		this.#sources.set(place, source);
		this.#changed = true;
		followed++;
		void this.#follow(container, source, this.#range(first)).finally(() => {
			followed--;
			source.done = true;
			this.#changed = true;
		});
	}
	#nextId = 1;

	async #follow(container: LogContainer, source: Source, range: LogRange): Promise<void> {
		const redact = secretRedactor();
		let lastAt = sortable(this.#openedAt);
		const ears = {
			signal: this.#signal,
			there: () => this.#there.has(container.run),
			state: (told: Pick<LogSource, "state" | "problem">) => {
				Object.assign(source, told);
				this.#changed = true;
			},
			line: ({ at, text: raw, cut }: { at: string | null; text: string; cut: boolean }) => {
				lastAt = at ?? lastAt;
				this.#heardAt = Date.now();
				const text = redact(cleanText(raw));
				const fields = readFields(text);
				const severity = readSeverity(text, fields);
				if (this.#passes({ text, severity, fields }))
					this.lines.add({ source: source.id, at: lastAt, severity, text, cut });
			},
		};
		await followContainer(container, range, ears).catch((error: unknown) => {
			log.error({ error: error instanceof Error ? error.stack : String(error) }, "following a log failed");
			ears.state({ state: "failed", problem: { code: "internal", message: "Lazo could not read this log." } });
		});
	}

	/** A filter looks further back; a container that comes later is read from its beginning. */
	#range(first: boolean): LogRange {
		const { q, severity, tail, from, to, follow } = this.#asked;
		const since = from ? new Date(from) : first ? null : this.#openedAt;
		const filtered = q !== "" || severity !== null;
		return {
			tail: since ? null : filtered ? Math.max(tail, 5_000) : tail,
			from: since,
			to: to ? new Date(to) : null,
			follow,
		};
	}
}
