import { describe, expect, it } from "vitest";
import { type ChartSeries, chartRows, stepOf, summarize, thinRows } from "./chart-rows.ts";
import { formatValue } from "./format-value.ts";

const series = (points: [number, number | null][]): ChartSeries => ({
	name: "errors",
	unit: "ratio",
	lines: [{ name: "errors", points }],
});
const range = { start: 100, end: 150, step: 10 };
const values = (points: [number, number | null][]) => chartRows(series(points), range).map((row) => row.values[0]);

describe("chartRows", () => {
	it("leaves a gap where nothing was measured, never a zero (R41)", () => {
		expect(
			values([
				[100, 1],
				[110, 2],
				[140, 3],
				[150, null],
			]),
		).toEqual([1, 2, null, null, 3, null]);
	});
	it("draws nothing but gaps when Prometheus was away", () => {
		expect(values([])).toEqual([null, null, null, null, null, null]);
	});
	it("never draws more than 601 rows and 10 lines", () => {
		const many = { ...series([]), lines: Array.from({ length: 30 }, () => ({ name: "x", points: [] })) };
		const rows = chartRows(many, { start: 0, end: 1_000_000, step: 1 });
		expect(rows.length).toBeLessThanOrEqual(601);
		expect(rows[0]?.values).toHaveLength(10);
	});
});

describe("summarize", () => {
	const rows = (points: [number, number | null][]) => chartRows(series(points), range);
	it("says the newest value and the highest with its time", () => {
		expect(
			summarize(
				rows([
					[110, 5],
					[150, 2],
				]),
				0,
			),
		).toEqual({ last: 2, highest: 5, highestAt: 110 });
	});
	it("does not pass an old value off as the newest", () => {
		expect(summarize(rows([[110, 5]]), 0).last).toBeNull();
		expect(summarize(rows([]), 0)).toEqual({ last: null, highest: null, highestAt: null });
	});
});

it("finds the step of stored points across gaps", () => {
	const stored = series([
		[0, 1],
		[60, 1],
		[75, 1],
	]);
	expect(stepOf([stored])).toBe(15);
});

it("keeps the last row when it thins", () => {
	const rows = chartRows(series([]), { start: 0, end: 100, step: 1 });
	expect(thinRows(rows, 10).at(-1)?.at).toBe(100);
	expect(thinRows(rows, 10).length).toBeLessThanOrEqual(10);
});

it.each([
	[null, "ratio", "—"],
	[0.042, "ratio", "4.2%"],
	[0.18, "seconds", "180 ms"],
	[1.5, "seconds", "1.5 s"],
	[12.34, "requests-per-second", "12.3 req/s"],
	[0.25, "cores", "250 mCPU"],
	[3_145_728, "bytes", "3 MiB"],
] as const)("writes %s %s as %s", (value, unit, text) => {
	expect(formatValue(value, unit, "en")).toBe(text);
});
