import type { LogLine, LogSource } from "#server/workloads/logs/schema.ts";

/** A line as it is kept: `place` names its container through every reconnection, `key` the line. */
export type BookLine = Omit<LogLine, "source"> & { key: number; place: string };

const mostLines = 10_000;
const mostChars = 8_000_000;
const lookBack = 2_000;

/** The name of a container, the same through every reconnection. */
export const placeOf = ({ cluster, namespace, pod, container, previous }: LogSource): string =>
	[cluster, namespace, pod, container, previous ? "previous" : ""].join("/");

/** The newest lines of a log in order of time, never more than a bound. What was told already is not kept twice. */
export class LogBook {
	lines: readonly BookLine[] = [];
	/** Lines that ever came, and lines that the server left out. */
	added = 0;
	dropped = 0;
	#chars = 0;
	#nextKey = 1;

	/** `again`: the log was opened once more, so that some lines may be known. */
	add(lines: readonly LogLine[], placeById: ReadonlyMap<number, string>, again: boolean): void {
		const known = again ? new Set(this.lines.slice(-lookBack).map(print)) : null;
		const fresh = lines.flatMap(({ source, ...line }): BookLine[] => {
			const entry = { ...line, place: placeById.get(source) ?? "", key: this.#nextKey };
			if (known?.has(print(entry))) return [];
			this.#nextKey++;
			return [entry];
		});
		if (fresh.length === 0) return;
		this.added += fresh.length;
		for (const { text } of fresh) this.#chars += text.length;
		this.lines = this.#bounded(merge(this.lines, fresh));
	}

	/** The time of the newest line. */
	get lastAt(): string | null {
		return this.lines.at(-1)?.at ?? null;
	}

	#bounded(lines: BookLine[]): BookLine[] {
		let from = Math.max(0, lines.length - mostLines);
		for (const { text } of lines.slice(0, from)) this.#chars -= text.length;
		while (this.#chars > mostChars && from < lines.length - 1) this.#chars -= lines[from++]?.text.length ?? 0;
		return from > 0 ? lines.slice(from) : lines;
	}
}

const print = ({ place, at, text }: BookLine) => `${place}\n${at}\n${text}`;

/** Both are in order, and new lines are nearly always the later ones. */
function merge(old: readonly BookLine[], fresh: readonly BookLine[]): BookLine[] {
	const first = fresh[0]?.at ?? "";
	let tail = old.length;
	while (tail > 0 && (old[tail - 1]?.at ?? "") > first) tail--;
	if (tail === old.length) return [...old, ...fresh];
	const end = [...old.slice(tail), ...fresh].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	return [...old.slice(0, tail), ...end];
}
