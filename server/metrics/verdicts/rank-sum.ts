/**
 * Two-sided Mann–Whitney U test by normal approximation, with correction for ties and continuity. Returns the chance that two
 * samples of one distribution differ so much: 1 when all values are equal. Meant for eight values a side and more. Pure.
 */
export function rankSum(a: readonly number[], b: readonly number[]): number {
	const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort(
		(x, y) => x.value - y.value,
	);
	const n = all.length;
	let rankOfFirst = 0;
	let ties = 0;
	for (let start = 0; start < n; ) {
		let end = start;
		while (end < n && all[end]?.value === all[start]?.value) end++;
		const tied = end - start;
		const rank = (start + 1 + end) / 2;
		rankOfFirst += rank * all.slice(start, end).filter(({ first }) => first).length;
		ties += tied ** 3 - tied;
		start = end;
	}
	const u = rankOfFirst - (a.length * (a.length + 1)) / 2;
	const mean = (a.length * b.length) / 2;
	const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)));
	if (variance <= 0) return 1;
	const z = Math.max(0, Math.abs(u - mean) - 0.5) / Math.sqrt(variance);
	return Math.min(1, 2 * upperTail(z));
}

/** P(Z > z) of the standard normal distribution, by Abramowitz and Stegun 26.2.17 (error below 1e-7). */
function upperTail(z: number): number {
	const t = 1 / (1 + 0.2316419 * z);
	const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}
