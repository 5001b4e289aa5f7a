/** A span of time in at most two units: "4 min 12 s". Milliseconds in; the unit signs are the same in every language. */
export function formatDuration(milliseconds: number): string {
	const seconds = Math.max(0, Math.round(milliseconds / 1_000));
	const parts: [number, string][] = [
		[Math.floor(seconds / 86_400), "d"],
		[Math.floor((seconds % 86_400) / 3_600), "h"],
		[Math.floor((seconds % 3_600) / 60), "min"],
		[seconds % 60, "s"],
	];
	const first = parts.findIndex(([count]) => count > 0);
	if (first === -1) return "0 s";
	return parts
		.slice(first, first + 2)
		.filter(([count]) => count > 0)
		.map(([count, unit]) => `${count} ${unit}`)
		.join(" ");
}
