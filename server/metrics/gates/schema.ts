import { z } from "zod";
import { unitSchema } from "../schema.ts";

/** What a gate may look at; of durations the 95th percentile. */
const gateSignals = ["errors", "duration", "saturation", "rate"] as const;

const shared = {
	/** Against a limit in the signal's unit (share, seconds, cores, requests per second), or against so many times what was before. */
	against: z.enum(["limit", "before"]),
	/** So many points (one in 10 s) in a row decide; with fewer the gate says nothing. */
	samples: z.int().min(3).max(60),
	/** Where nothing is measured although the gate should have decided. A Prometheus that is away is never a failure. */
	noData: z.enum(["pass", "fail"]),
};

const signalGateSchema = z.strictObject({
	signal: z.enum(gateSignals),
	...shared,
	value: z.number().positive().max(1e6),
});
export type SignalGate = z.output<typeof signalGateSchema>;

const queryGateSchema = z.strictObject({
	signal: z.literal("query"),
	title: z.string().trim().min(1).max(100),
	/** PromQL; `$service` and the like stand for the deployment's own. Of several series the worst counts. */
	expression: z.string().trim().min(1).max(2_000),
	worse: z.enum(["more", "fewer"]),
	...shared,
	value: z.number().min(-1e15).max(1e15),
});
export type QueryGate = z.output<typeof queryGateSchema>;

export const metricGateSchema = z
	.discriminatedUnion("signal", [signalGateSchema, queryGateSchema])
	.refine(({ against, value }) => against === "limit" || value > 0, {
		error: "So many times what was before is more than none",
	});
export type MetricGate = z.output<typeof metricGateSchema>;

const keyOf = (gate: MetricGate) => `${gate.signal === "query" ? gate.expression : gate.signal} ${gate.against}`;

export const metricGatesSchema = z
	.array(metricGateSchema)
	.max(8)
	.refine((gates) => new Set(gates.map(keyOf)).size === gates.length, {
		error: "One gate for each signal or expression and what it is held against",
	});

/** What a gate found: `waiting` while there are too few points. Values in the signal's unit. */
export const gateFindingSchema = z.object({
	gate: metricGateSchema,
	unit: unitSchema.nullable(),
	state: z.enum(["pass", "fail", "waiting"]),
	reason: z.enum(["within", "beyond", "few-samples", "no-data", "unknown-fact", "refused"]),
	value: z.number().nullable(),
	limit: z.number().nullable(),
	/** The PromQL that was asked, to be copied. */
	query: z.string().nullable(),
	/** Why Prometheus refused it, in its words. */
	problem: z.string().nullable(),
});
export type GateFinding = z.output<typeof gateFindingSchema>;

/** What the gates of a deployment last found while it was watched; null when none has. */
export const gateFindingsSchema = z.object({ at: z.iso.datetime(), items: z.array(gateFindingSchema) });
export type GateFindings = z.output<typeof gateFindingsSchema>;

export const placeGatesSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	gates: z.array(metricGateSchema),
	/** Whether the reader may change them. */
	mayConfigure: z.boolean(),
});
export type PlaceGates = z.output<typeof placeGatesSchema>;
