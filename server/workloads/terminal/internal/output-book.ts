/** A piece of what was printed: where it begins, counted in bytes from the start, and where the next one does. */
export type Piece = { from: number; to: number; bytes: Buffer };

/**
 * What a shell has printed and its reader may still ask for: all that was not told yet, and so much of what was, for a
 * reader who lost the connection in between.
 */
export class OutputBook {
	readonly #keep: number;
	#chunks: Buffer[] = [];
	/** Bytes before the first chunk, before the next output, and before what was not told yet. */
	#start = 0;
	#end = 0;
	#told = 0;

	constructor(keep: number) {
		this.#keep = keep;
	}

	get end(): number {
		return this.#end;
	}

	/** Bytes that nobody has taken yet: whoever prints must wait when they are too many. */
	get waiting(): number {
		return this.#end - this.#told;
	}

	add(bytes: Buffer): void {
		this.#chunks.push(bytes);
		this.#end += bytes.length;
		this.#drop();
	}

	/** At most `most` bytes from a place on, or from the oldest that is left; null when there are none. */
	since(place: number, most: number): Piece | null {
		const from = Math.min(Math.max(place, this.#start), this.#end);
		if (from === this.#end) return null;
		const parts: Buffer[] = [];
		let begin = this.#start;
		for (const chunk of this.#chunks) {
			if (begin >= from + most) break;
			if (begin + chunk.length > from) parts.push(chunk.subarray(Math.max(0, from - begin), from + most - begin));
			begin += chunk.length;
		}
		const bytes = Buffer.concat(parts);
		return { from, to: from + bytes.length, bytes };
	}

	/** A reader has taken everything before a place. */
	tell(place: number): void {
		this.#told = Math.max(this.#told, Math.min(place, this.#end));
		this.#drop();
	}

	#drop(): void {
		for (let [first] = this.#chunks; first; [first] = this.#chunks) {
			const after = this.#start + first.length;
			if (after > this.#told || this.#end - after < this.#keep) return;
			this.#chunks.shift();
			this.#start = after;
		}
	}
}
