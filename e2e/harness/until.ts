/** Asks again every `everyMs` until the answer is something; throws with `what` after `seconds`. */
export async function until<T>(
	what: string,
	ask: () => Promise<T | null | undefined | false>,
	{ seconds = 60, everyMs = 200 } = {},
): Promise<T> {
	const deadline = Date.now() + seconds * 1_000;
	let last: unknown;
	while (Date.now() < deadline) {
		try {
			const answer = await ask();
			if (answer) return answer;
			last = answer;
		} catch (error) {
			last = error instanceof Error ? error.message : error;
		}
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
	throw new Error(`${what} did not happen within ${seconds} s (last: ${String(last)})`);
}
