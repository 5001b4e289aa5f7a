export type Summary = { count: number; p50: number; p95: number; max: number };

/** Percentiles of samples by nearest rank: the smallest sample that at least so many percent do not exceed. Throws without samples. */
export function summarise(samples: readonly number[]): Summary {
	const sorted = [...samples].sort((a, b) => a - b);
	const max = sorted.at(-1);
	if (max === undefined) throw new Error("There are no samples to summarise.");
	const rank = (percent: number) => sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? max;
	return { count: sorted.length, p50: rank(50), p95: rank(95), max };
}
