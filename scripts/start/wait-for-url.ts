/** Waits until a URL answers 2xx. Throws after `seconds`. */
export async function waitForUrl(url: string, seconds: number): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (Date.now() < deadline) {
		const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
		if (answer?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error(`${url} did not answer within ${seconds} s.`);
}
