import { z } from "zod";
import { defineCall } from "#server/platform/rpc.ts";
import { logEventSchema, severitySchema } from "./schema.ts";

/** Asks the worker for the merged log of a service in an environment, line by line. */
export const logsCall = defineCall({
	name: "workloads.logs",
	input: z.object({
		serviceId: z.uuid(),
		environment: z.string(),
		q: z.string(),
		severity: severitySchema.nullable(),
		pod: z.string().nullable(),
		previous: z.boolean(),
		from: z.iso.datetime().nullable(),
		to: z.iso.datetime().nullable(),
		follow: z.boolean(),
		tail: z.number().int(),
	}),
	output: logEventSchema,
});
export type AskedLogs = z.infer<typeof logsCall.input>;
