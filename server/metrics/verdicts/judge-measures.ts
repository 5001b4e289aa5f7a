import type { Signal } from "../schema.ts";
import { rankSum } from "./rank-sum.ts";
import type { Measure, VerdictState } from "./schema.ts";

type Points = [number, number | null][];
type Windows = { before: Points; after: Points };

/** So few samples on a side say nothing. */
const fewest = 8;
/** Chance of a false alarm per measure. */
const alpha = 0.01;
/** A difference below both counts as none, however certain it is: share of the mean before, and in the measure's unit. */
const smallest: Record<Measure["name"], { share: number; absolute: number }> = {
	errors: { share: 0.25, absolute: 0.005 },
	duration: { share: 0.15, absolute: 0.005 },
	saturation: { share: 0.2, absolute: 0.02 },
	rate: { share: 0.2, absolute: 0.1 },
};
/** Measures of which less is better. More requests are neither: they are shown, and decide nothing. */
const deciding: readonly Measure["name"][] = ["errors", "duration"];

/** Judges one measure by its two windows. Pure. */
export function judgeMeasure(about: Pick<Measure, "name" | "unit">, { before, after }: Windows): Measure {
	const [a, b] = [valuesOf(before), valuesOf(after)];
	const sides = {
		before: { mean: meanOf(a), samples: a.length },
		after: { mean: meanOf(b), samples: b.length },
		points: [...before, ...after],
	};
	if (a.length < fewest || b.length < fewest)
		return { ...about, ...sides, state: "inconclusive", reason: "few-samples", p: null };
	const p = rankSum(a, b);
	if (p >= alpha) return { ...about, ...sides, state: "unchanged", reason: "no-difference", p };
	const from = meanOf(a) ?? 0;
	const difference = (meanOf(b) ?? 0) - from;
	const { share, absolute } = smallest[about.name];
	if (Math.abs(difference) < absolute || Math.abs(difference) < Math.abs(from) * share)
		return { ...about, ...sides, state: "unchanged", reason: "too-small", p };
	return { ...about, ...sides, state: difference > 0 ? "worse" : "better", reason: null, p };
}

/** The verdict of all measures: errors and duration decide, the rest is shown. Pure. */
export function judgeAll(measures: readonly Measure[]): VerdictState {
	const states = measures.filter(({ name }) => deciding.includes(name)).map(({ state }) => state);
	if (states.includes("worse")) return "worse";
	if (states.length === 0 || states.every((state) => state === "inconclusive")) return "inconclusive";
	return states.includes("better") ? "better" : "unchanged";
}

const lineOf: Record<Measure["name"], string> = { errors: "errors", duration: "p95", saturation: "cpu", rate: "rate" };

/** Pairs the signals of both windows, by the line that stands for each: of durations the 95th percentile. Pure. */
export function measuresOf(before: readonly Signal[], after: readonly Signal[]): Measure[] {
	return (["errors", "duration", "saturation", "rate"] as const).flatMap((name) => {
		const unit = [...before, ...after].find((one) => one.name === name)?.unit;
		if (!unit) return [];
		const points = (signals: readonly Signal[]) =>
			signals.find((one) => one.name === name)?.lines.find((line) => line.name === lineOf[name])?.points ?? [];
		return [judgeMeasure({ name, unit }, { before: points(before), after: points(after) })];
	});
}

const valuesOf = (points: Points) => points.map(([, value]) => value).filter((value) => value !== null);
const meanOf = (values: number[]) =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
