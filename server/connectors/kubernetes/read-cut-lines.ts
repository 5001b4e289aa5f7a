/** Splits a body into lines; of a line over `maxBytes` the beginning is given, marked as cut. A last line without its end too. */
export async function* readCutLines(
	body: AsyncIterable<Buffer>,
	maxBytes: number,
): AsyncGenerator<{ text: string; cut: boolean }> {
	let parts: Buffer[] = [];
	let size = 0;
	let cut = false;
	const take = (part: Buffer) => {
		const kept = part.subarray(0, maxBytes - size);
		if (kept.length < part.length) cut = true;
		if (kept.length > 0) parts.push(kept);
		size += kept.length;
	};
	const finish = () => {
		const line = { text: Buffer.concat(parts).toString("utf8").replace(/\r$/, ""), cut };
		parts = [];
		size = 0;
		cut = false;
		return line;
	};
	for await (const chunk of body) {
		let from = 0;
		for (let end = chunk.indexOf(10, from); end >= 0; end = chunk.indexOf(10, from)) {
			take(chunk.subarray(from, end));
			from = end + 1;
			yield finish();
		}
		take(chunk.subarray(from));
	}
	if (size > 0) yield finish();
}
