/** Answer times as multiples of a service's usual latency: most near it, a few up to three times as long. */
const spread = Array.from({ length: 1024 }, (_, index) => {
	const even = (index + 0.5) / 1024;
	const shuffled = (index * 0.6180339887) % 1;
	return 0.6 + 0.5 * even + 2 * shuffled ** 12;
}).sort((a, b) => a - b);

/** The mean of the spread. */
export const meanShare = spread.reduce((sum, value) => sum + value, 0) / spread.length;

/** Which share of requests takes at most `seconds` where the usual latency is `latencySeconds`. */
export function shareWithin(seconds: number, latencySeconds: number): number {
	const limit = seconds / latencySeconds;
	let low = 0;
	let high = spread.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((spread[middle] ?? 0) <= limit) low = middle + 1;
		else high = middle;
	}
	return low / spread.length;
}
