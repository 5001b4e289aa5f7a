import { z } from "zod";
import { defineCall } from "#server/platform/rpc.ts";
import { sizedResourceSchema } from "./schema.ts";

/** What web asks the worker for: how much the containers of a service's workloads used over some days. */
export const usageCall = defineCall({
	name: "metrics.usage",
	input: z.object({
		service: z.string(),
		environment: z.string(),
		days: z.number().int(),
		workloads: z.array(z.object({ namespace: z.string(), name: z.string() })).max(50),
	}),
	output: z.object({
		observedAt: z.iso.datetime().nullable(),
		problem: z.object({ code: z.string(), message: z.string() }).nullable(),
		source: z.enum(["container", "process"]).nullable(),
		usage: z.array(
			z.object({
				/** Null where the programs tell of themselves: then it is of all pods of the service there. */
				place: z.object({ namespace: z.string(), workload: z.string(), container: z.string() }).nullable(),
				resource: sizedResourceSchema,
				highest: z.number(),
				usual: z.number(),
				/** Steps of five minutes with numbers. */
				samples: z.number(),
			}),
		),
	}),
});
export type UsageInput = z.infer<typeof usageCall.input>;
export type UsageAnswer = z.infer<typeof usageCall.output>;
export type Usage = UsageAnswer["usage"][number];
