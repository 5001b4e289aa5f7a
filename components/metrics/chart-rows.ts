import type { Signal } from "#server/metrics/schema.ts";

/** What a chart draws: Unix seconds, lines by name. */
export type ChartSeries = { name: string; unit: Signal["unit"]; lines: Signal["lines"] };
export type ChartRange = { start: number; end: number; step: number };
/** One point in time with the value of each line, by its position; null is a gap. */
export type ChartRow = { at: number; values: (number | null)[] };

const maxRows = 600;
const maxLines = 10;

/**
 * Rows of a chart: one per step from start to end, so that what was not measured is a gap and not a straight line.
 * At most 600 rows and 10 lines; steps grow when there would be more.
 */
export function chartRows(series: ChartSeries, { start, end, step: given }: ChartRange): ChartRow[] {
	const step = Math.max(given, Math.ceil((end - start) / maxRows), 1);
	const lines = series.lines.slice(0, maxLines).map(({ points }) => {
		const bySlot = new Map<number, number | null>();
		for (const [at, value] of points) bySlot.set(Math.round((at - start) / step), value);
		return bySlot;
	});
	return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, slot) => ({
		at: start + slot * step,
		values: lines.map((line) => line.get(slot) ?? null),
	}));
}

/** The step of stored points: the smallest distance between two. */
export function stepOf(series: readonly ChartSeries[]): number {
	const distances = series.flatMap(({ lines }) =>
		lines.flatMap(({ points }) => points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at))),
	);
	return distances.reduce((least, one) => (one > 0 && one < least ? one : least), Number.POSITIVE_INFINITY);
}

export type Summary = { last: number | null; highest: number | null; highestAt: number | null };

/** What a chart says in words: the newest value, and the highest one with its time. */
export function summarize(rows: readonly ChartRow[], line: number): Summary {
	const known = rows.flatMap(({ at, values }) => {
		const value = values[line] ?? null;
		return value === null ? [] : [{ at, value }];
	});
	const highest = known.reduce<(typeof known)[number] | null>(
		(best, one) => (best === null || one.value > best.value ? one : best),
		null,
	);
	// The newest slot may not be scraped yet; one before it still counts as now.
	const fresh = rows.slice(-3).map(({ at }) => at);
	const last = known.at(-1);
	return {
		last: last && fresh.includes(last.at) ? last.value : null,
		highest: highest?.value ?? null,
		highestAt: highest?.at ?? null,
	};
}

/** Fewer rows for reading: every nth, the last one always. */
export function thinRows(rows: readonly ChartRow[], most: number): ChartRow[] {
	const every = Math.max(1, Math.ceil(rows.length / most));
	return rows.filter((_, index) => (rows.length - 1 - index) % every === 0);
}
