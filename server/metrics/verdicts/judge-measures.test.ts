import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeAll, judgeMeasure } from "./judge-measures.ts";
import { rankSum } from "./rank-sum.ts";

type Points = [number, number | null][];
const series = (...values: (number | null)[]): Points => values.map((value, at) => [at, value]);
const around = (mean: number, count = 30): Points =>
	series(...Array.from({ length: count }, (_, i) => mean + (i % 5) * mean * 0.02));
const errors = { name: "errors", unit: "ratio" } as const;

describe("a rank-sum test", () => {
	it("agrees with a worked example", () => {
		// U = 5 for eight against eight: z = (|5 - 32| - 0.5) / sqrt(8 · 8 · 17 / 12) = 2.783
		const a = [1, 2, 3, 4, 5, 6, 9, 11];
		const b = [7, 8, 10, 12, 13, 14, 15, 16];
		expect(rankSum(a, b)).toBeCloseTo(0.00539, 4);
	});

	it("finds no difference in what is equal, and the same in both directions", () => {
		expect(rankSum([1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1])).toBe(1);
		const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 8, maxLength: 60 });
		fc.assert(
			fc.property(values, values, (a, b) => {
				const p = rankSum(a, b);
				expect(p).toBeGreaterThanOrEqual(0);
				expect(p).toBeLessThanOrEqual(1);
				expect(rankSum(b, a)).toBeCloseTo(p, 9);
			}),
		);
	});
});

describe("a measure", () => {
	it.each([
		["rises", [around(0.01), around(0.3)], { state: "worse", reason: null }],
		["falls", [around(0.3), around(0.01)], { state: "better", reason: null }],
		["stays", [around(0.01), around(0.01)], { state: "unchanged", reason: "no-difference" }],
		[
			"rises by less than anybody would notice",
			[around(0.01), around(0.0135)],
			{ state: "unchanged", reason: "too-small" },
		],
		["has too few samples after", [around(0.01), around(0.3, 7)], { state: "inconclusive", reason: "few-samples" }],
		[
			"has gaps instead of samples",
			[around(0.01), series(...Array<null>(30).fill(null))],
			{ state: "inconclusive", reason: "few-samples" },
		],
	] as const)("that %s", (_, [before, after], expected) => {
		expect(judgeMeasure(errors, { before, after })).toMatchObject(expected);
	});

	it("keeps its means, its counts and its points", () => {
		const before = around(0.01);
		const after = around(0.3);
		const measure = judgeMeasure(errors, { before, after });
		expect(measure.before.samples).toBe(30);
		expect(measure.after.mean).toBeGreaterThan(0.3);
		expect(measure.points).toEqual([...before, ...after]);
	});
});

describe("the verdict of all measures", () => {
	const errorsOf = (before: number, after: number, count = 30) =>
		judgeMeasure(errors, { before: around(before, count), after: around(after, count) });
	const rate = judgeMeasure({ name: "rate", unit: "requests-per-second" }, { before: around(5), after: around(50) });

	it("is worse as soon as errors or durations are", () => {
		expect(judgeAll([errorsOf(0.01, 0.3), rate])).toBe("worse");
	});
	it("is not made by more requests alone", () => {
		expect(judgeAll([errorsOf(0.01, 0.01), rate])).toBe("unchanged");
	});
	it("is inconclusive when nothing that decides has enough samples, or nothing is measured", () => {
		expect(judgeAll([errorsOf(0.01, 0.3, 3), rate])).toBe("inconclusive");
		expect(judgeAll([])).toBe("inconclusive");
	});
});
