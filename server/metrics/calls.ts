import { z } from "zod";
import { defineCall } from "#server/platform/rpc.ts";
import { signalSchema } from "./schema.ts";

/** What web asks the worker for: the signals of a service in an environment over a range (Unix seconds). */
export const signalsCall = defineCall({
	name: "metrics.signals",
	input: z.object({
		service: z.string(),
		environment: z.string(),
		namespaces: z.array(z.string()),
		start: z.number(),
		end: z.number(),
		step: z.number(),
	}),
	output: z.object({
		observedAt: z.iso.datetime().nullable(),
		problem: z.object({ code: z.string(), message: z.string() }).nullable(),
		signals: z.array(signalSchema),
	}),
});
export type SignalsInput = z.infer<typeof signalsCall.input>;
export type SignalsAnswer = z.infer<typeof signalsCall.output>;
