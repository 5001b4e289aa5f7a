import { z } from "zod";
import { unitSchema } from "../schema.ts";

/** What a gate may look at; of durations the 95th percentile. */
const gateSignals = ["errors", "duration", "saturation", "rate"] as const;

export const metricGateSchema = z.strictObject({
	signal: z.enum(gateSignals),
	/** Against a limit in the signal's unit (share, seconds, cores, requests per second), or against so many times what was before. */
	against: z.enum(["limit", "before"]),
	value: z.number().positive().max(1e6),
	/** So many points (one in 10 s) in a row decide; with fewer the gate says nothing. */
	samples: z.int().min(3).max(60),
	/** Where nothing is measured although the gate should have decided. A Prometheus that is away is never a failure. */
	noData: z.enum(["pass", "fail"]),
});
export type MetricGate = z.output<typeof metricGateSchema>;

export const metricGatesSchema = z
	.array(metricGateSchema)
	.max(8)
	.refine((gates) => new Set(gates.map(({ signal, against }) => `${signal} ${against}`)).size === gates.length, {
		error: "One gate for each signal and what it is held against",
	});

/** What a gate found: `waiting` while there are too few points. Values in the signal's unit. */
export const gateFindingSchema = z.object({
	gate: metricGateSchema,
	unit: unitSchema.nullable(),
	state: z.enum(["pass", "fail", "waiting"]),
	reason: z.enum(["within", "beyond", "few-samples", "no-data"]),
	value: z.number().nullable(),
	limit: z.number().nullable(),
});
export type GateFinding = z.output<typeof gateFindingSchema>;

export const placeGatesSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	gates: z.array(metricGateSchema),
	/** Whether the reader may change them. */
	mayConfigure: z.boolean(),
});
export type PlaceGates = z.output<typeof placeGatesSchema>;
