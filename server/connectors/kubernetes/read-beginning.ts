/** Reads no more than the beginning of a body as text and lets go of the rest. Never throws: what broke off is told as far as it came. */
export async function readBeginning(
	body: AsyncIterable<Buffer> & { destroy: () => unknown },
	maxBytes: number,
): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	try {
		for await (const part of body) {
			parts.push(part.subarray(0, maxBytes - size));
			size += part.length;
			if (size >= maxBytes) break;
		}
	} catch {
		// The status says enough.
	} finally {
		body.destroy();
	}
	return Buffer.concat(parts).toString("utf8");
}
