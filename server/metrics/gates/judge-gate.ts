import type { Signal } from "../schema.ts";
import type { GateFinding, MetricGate, SignalGate } from "./schema.ts";

export type Points = Signal["lines"][number]["points"];
/** What was measured before the deployment and since its pods are there, and since when, in ms. */
export type Measured = { before: readonly Signal[]; after: readonly Signal[]; sinceMs: number };
/** The same of one line. */
export type MeasuredLine = { before: Points; after: Points; sinceMs: number };

/** One point in so many seconds. */
export const gateStep = 10;
const line: Record<SignalGate["signal"], string> = {
	errors: "errors",
	duration: "p95",
	saturation: "cpu",
	rate: "rate",
};
/** So many times nothing is nothing: below this (share, seconds, cores) no version is worse than one that was idle or free of errors. */
const least: Record<MetricGate["signal"], number> = {
	errors: 0.005,
	duration: 0.01,
	saturation: 0.05,
	rate: 0,
	query: 0,
};
/** Of requests fewer are worse, of all else more, unless the gate says so itself. */
const fewerIsWorse = (gate: MetricGate) => (gate.signal === "query" ? gate.worse === "fewer" : gate.signal === "rate");

/** Judges a gate on one of the four signals by the newest points, of which each must be measured. Pure. */
export function judgeGate(gate: SignalGate, { before, after, sinceMs }: Measured): GateFinding {
	const about = [...after, ...before].find(({ name }) => name === gate.signal);
	const points = { before: pointsOf(before, gate), after: pointsOf(after, gate), sinceMs };
	return { ...judgeLine(gate, points), unit: about?.unit ?? null, query: about?.query ?? null };
}

/** Judges a gate by the points of one line. Pure. */
export function judgeLine(gate: MetricGate, { before, after, sinceMs }: MeasuredLine): GateFinding {
	const found = { gate, unit: null, value: null, limit: null, query: null, problem: null };
	const newest = after.slice(-gate.samples);
	const values = newest.map(([, value]) => value).filter((value) => value !== null);
	if (values.length < gate.samples) {
		// Twice the time that the points need: then they do not come any more.
		if (sinceMs < gate.samples * gateStep * 2_000) return { ...found, state: "waiting", reason: "few-samples" };
		if (values.length > 0) return { ...found, state: "waiting", reason: "few-samples" };
		return { ...found, state: gate.noData, reason: "no-data" };
	}
	const limit = gate.against === "limit" ? gate.value : limitFromBefore(before, gate);
	const value = meanOf(values);
	if (limit === null || value === null) return { ...found, value, state: "waiting", reason: "few-samples" };
	const beyond = fewerIsWorse(gate) ? value < limit : value > limit;
	return { ...found, value, limit, state: beyond ? "fail" : "pass", reason: beyond ? "beyond" : "within" };
}

/** So many times what was usual before; null where too little was measured to say what is usual. */
function limitFromBefore(points: Points, { signal, samples, value }: MetricGate): number | null {
	const usual = points.map(([, one]) => one).filter((one) => one !== null);
	const mean = meanOf(usual);
	return usual.length < samples || mean === null ? null : Math.max(mean * value, least[signal]);
}

const pointsOf = (signals: readonly Signal[], { signal }: SignalGate): Points =>
	signals.find(({ name }) => name === signal)?.lines.find(({ name }) => name === line[signal])?.points ?? [];
const meanOf = (values: number[]) =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
