import type { Signal } from "../schema.ts";
import type { GateFinding, MetricGate } from "./schema.ts";

type Points = Signal["lines"][number]["points"];
/** What was measured before the deployment and since its pods are there, and since when, in ms. */
export type Measured = { before: readonly Signal[]; after: readonly Signal[]; sinceMs: number };

/** One point in so many seconds. */
export const gateStep = 10;
const line: Record<MetricGate["signal"], string> = {
	errors: "errors",
	duration: "p95",
	saturation: "cpu",
	rate: "rate",
};
/** So many times nothing is nothing: below this (share, seconds, cores) no version is worse than one that was idle or free of errors. */
const least: Record<MetricGate["signal"], number> = { errors: 0.005, duration: 0.01, saturation: 0.05, rate: 0 };
/** Of requests fewer are worse, of all else more. */
const fewerIsWorse = (signal: MetricGate["signal"]) => signal === "rate";

/** Judges one gate by the newest points, of which each must be measured. Pure. */
export function judgeGate(gate: MetricGate, { before, after, sinceMs }: Measured): GateFinding {
	const unit = [...after, ...before].find(({ name }) => name === gate.signal)?.unit ?? null;
	const found = { gate, unit, value: null, limit: null };
	const newest = pointsOf(after, gate).slice(-gate.samples);
	const values = newest.map(([, value]) => value).filter((value) => value !== null);
	if (values.length < gate.samples) {
		// Twice the time that the points need: then they do not come any more.
		if (sinceMs < gate.samples * gateStep * 2_000) return { ...found, state: "waiting", reason: "few-samples" };
		if (values.length > 0) return { ...found, state: "waiting", reason: "few-samples" };
		return { ...found, state: gate.noData, reason: "no-data" };
	}
	const limit = gate.against === "limit" ? gate.value : limitFromBefore(pointsOf(before, gate), gate);
	const value = meanOf(values);
	if (limit === null || value === null) return { ...found, value, state: "waiting", reason: "few-samples" };
	const beyond = fewerIsWorse(gate.signal) ? value < limit : value > limit;
	return { ...found, value, limit, state: beyond ? "fail" : "pass", reason: beyond ? "beyond" : "within" };
}

/** So many times what was usual before; null where too little was measured to say what is usual. */
function limitFromBefore(points: Points, { signal, samples, value }: MetricGate): number | null {
	const usual = points.map(([, one]) => one).filter((one) => one !== null);
	const mean = meanOf(usual);
	return usual.length < samples || mean === null ? null : Math.max(mean * value, least[signal]);
}

const pointsOf = (signals: readonly Signal[], { signal }: MetricGate): Points =>
	signals.find(({ name }) => name === signal)?.lines.find(({ name }) => name === line[signal])?.points ?? [];
const meanOf = (values: number[]) =>
	values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
