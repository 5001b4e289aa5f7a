import type { LogLine } from "./schema.ts";

const mostLines = 20_000;
const mostChars = 16 * 1024 * 1024;

/** Lines of many sources that wait to be told in order of time, never more than a bound: the oldest go and are counted. */
export class MergedLines {
	#lines: LogLine[] = [];
	#chars = 0;
	#dropped = 0;

	add(line: LogLine): void {
		this.#lines.push(line);
		this.#chars += line.text.length;
		if (this.#lines.length > mostLines || this.#chars > mostChars) this.#dropped += this.#keep(this.#lines.length / 2);
	}

	/** What waits, in order of time: the newest `most`. `dropped` were too many, here or before. */
	take(most: number): { lines: LogLine[]; dropped: number } {
		const dropped = this.#dropped + this.#keep(most);
		const lines = this.#lines;
		this.#lines = [];
		this.#chars = 0;
		this.#dropped = 0;
		return { lines, dropped };
	}

	/** Sorting is stable, so that lines of one source and one time stay as they were written. */
	#keep(most: number): number {
		this.#lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
		const gone = this.#lines.splice(0, Math.max(0, this.#lines.length - Math.floor(most)));
		for (const { text } of gone) this.#chars -= text.length;
		return gone.length;
	}
}
