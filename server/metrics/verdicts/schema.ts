import { z } from "zod";
import { unitSchema } from "../schema.ts";

export const verdictStateSchema = z.enum(["better", "unchanged", "worse", "inconclusive"]);
export type VerdictState = z.infer<typeof verdictStateSchema>;

const side = z.object({ mean: z.number().nullable(), samples: z.number().int() });

/** One measure before and after: its means, how many samples each side has, and the points they are made of. */
export const measureSchema = z.object({
	name: z.enum(["errors", "duration", "saturation", "rate"]),
	unit: unitSchema,
	state: verdictStateSchema,
	/** Why it is inconclusive or unchanged: `few-samples`, `no-difference`, `too-small`; null when it differs. */
	reason: z.enum(["few-samples", "no-difference", "too-small"]).nullable(),
	/** Chance that equal sides would differ so much; null without enough samples. */
	p: z.number().nullable(),
	before: side,
	after: side,
	/** [Unix seconds, value], both windows in order of time. */
	points: z.array(z.tuple([z.number(), z.number().nullable()])),
});
export type Measure = z.infer<typeof measureSchema>;

const span = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

/** How a deployment changed what is measured, by fixed windows before and after. */
export const verdictSchema = z.object({
	state: verdictStateSchema,
	before: span,
	after: span,
	measures: z.array(measureSchema),
	decidedAt: z.iso.datetime(),
});
export type Verdict = z.infer<typeof verdictSchema>;

/** Null while the window after has not passed, or for what never reached the cluster. */
export const verdictAnswerSchema = z.object({ verdict: verdictSchema.nullable() });
