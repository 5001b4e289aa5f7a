import { z } from "zod";

/** The four golden signals and what they are measured in. */
export const signalNames = ["rate", "errors", "duration", "saturation"] as const;
export type SignalName = (typeof signalNames)[number];
export const unitSchema = z.enum(["requests-per-second", "ratio", "seconds", "cores", "bytes"]);

/** One line of a chart: [Unix seconds, value]; null is a gap, never zero. */
export const lineSchema = z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number().nullable()])) });

export const signalSchema = z.object({
	name: z.enum(signalNames),
	unit: unitSchema,
	lines: z.array(lineSchema),
	/** The PromQL behind it, to be copied; null when no series of a known name was found. */
	query: z.string().nullable(),
});
export type Signal = z.infer<typeof signalSchema>;

/** What happened to the service in the range: drawn on every chart. */
export const markerSchema = z.object({
	id: z.string(),
	kind: z.enum(["deploy", "rollback", "external", "incident"]),
	at: z.iso.datetime(),
	end: z.iso.datetime().nullable(),
	label: z.string(),
	status: z.string(),
	href: z.string(),
});
export type Marker = z.infer<typeof markerSchema>;

export const signalsSchema = z.object({
	service: z.string(),
	environment: z.string(),
	/** Unix seconds. */
	start: z.number(),
	end: z.number(),
	step: z.number(),
	/** When Prometheus was last reached; null and `problem` set when it was not. */
	observedAt: z.iso.datetime().nullable(),
	problem: z.object({ code: z.string(), message: z.string() }).nullable(),
	signals: z.array(signalSchema),
	markers: z.array(markerSchema),
});
export type Signals = z.infer<typeof signalsSchema>;

export const signalsQuerySchema = z.object({
	/** So many seconds until now, for charts that go on; the last hour when neither this nor `start` is given. */
	last: z.coerce
		.number()
		.int()
		.min(60)
		.max(31 * 86_400)
		.optional(),
	/** Unix seconds. */
	start: z.coerce.number().int().optional(),
	end: z.coerce.number().int().optional(),
	/** Width of the chart in pixels, from which the step is chosen. */
	width: z.coerce.number().int().min(50).max(4_000).default(600),
});
