import { z } from "zod";
import { gateModeSchema } from "../gates/schema.ts";
import { autoRollbackSchema, environmentRefSchema } from "../schema.ts";

/** What an environment asks of a deployment. */
export const environmentRulesSchema = z.strictObject({
	approval: z.boolean().optional(),
	approvalHours: z.number().int().min(1).max(168).optional(),
	soakMinutes: z.number().int().min(0).max(10_080).optional(),
	gateModes: z.record(z.string(), gateModeSchema).optional(),
});
export type EnvironmentRules = z.infer<typeof environmentRulesSchema>;

export const environmentSchema = environmentRefSchema.extend({
	autoRollback: autoRollbackSchema.nullable(),
	...environmentRulesSchema.required().shape,
	/** Whether the reader may change what stands here. */
	mayConfigure: z.boolean(),
	/** The weight of each gate as it counts here. */
	gateModes: z.record(z.string(), gateModeSchema),
});
export type EnvironmentRow = z.infer<typeof environmentSchema>;
