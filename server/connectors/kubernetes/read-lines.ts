/** Splits a body into lines; a line over `maxBytes` is skipped and counted by `onTooLong`, the rest goes on. */
export async function* readLines(
	body: AsyncIterable<Buffer>,
	{ maxBytes, onTooLong }: { maxBytes: number; onTooLong: () => void },
): AsyncGenerator<string> {
	let parts: Buffer[] = [];
	let size = 0;
	let skipping = false;
	for await (const chunk of body) {
		let from = 0;
		for (let end = chunk.indexOf(10, from); end >= 0; end = chunk.indexOf(10, from)) {
			const last = chunk.subarray(from, end);
			from = end + 1;
			if (!skipping && size + last.length <= maxBytes) {
				const line = Buffer.concat([...parts, last]).toString("utf8");
				if (line) yield line;
			} else onTooLong();
			parts = [];
			size = 0;
			skipping = false;
		}
		const rest = chunk.subarray(from);
		size += rest.length;
		if (size > maxBytes) {
			skipping = true;
			parts = [];
		} else if (rest.length > 0) parts.push(rest);
	}
}
