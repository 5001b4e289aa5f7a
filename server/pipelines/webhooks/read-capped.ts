/** The body of a request as text, or null as soon as it is known to be larger than `maxBytes`; the rest is not read. */
export async function readCapped(request: Request, maxBytes: number): Promise<string | null> {
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) {
		await request.body?.cancel().catch(() => {});
		return null;
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	const reader = request.body?.getReader();
	while (reader) {
		const { done, value } = await reader.read();
		if (done) break;
		size += value.byteLength;
		if (size > maxBytes) {
			await reader.cancel().catch(() => {});
			return null;
		}
		chunks.push(value);
	}
	return Buffer.concat(chunks).toString("utf8");
}
