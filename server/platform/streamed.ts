import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** An answer that goes on line by line (NDJSON) instead of ending. */
export class Streamed {
	readonly #lines: AsyncIterable<unknown>;

	constructor(lines: AsyncIterable<unknown>) {
		this.#lines = lines;
	}

	/** Writes it as fast as the reader takes it, until it ends or the reader goes. Throws what the lines throw. */
	async sendTo(response: ServerResponse, signal: AbortSignal): Promise<void> {
		response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
		response.flushHeaders();
		try {
			for await (const line of this.#lines) {
				if (signal.aborted) break;
				if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, "drain", { signal });
			}
			response.end();
		} catch (error) {
			if (!signal.aborted) throw error;
		}
	}
}

/** The same values, with the first already waited for: what fails at the start fails here. */
export async function begun<T>(lines: AsyncIterable<T>): Promise<AsyncGenerator<T>> {
	const iterator = lines[Symbol.asyncIterator]();
	const first = await iterator.next();
	return (async function* () {
		try {
			for (let next = first; !next.done; next = await iterator.next()) yield next.value;
		} finally {
			await iterator.return?.();
		}
	})();
}
