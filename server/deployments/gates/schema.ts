import { z } from "zod";

const paramSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** How much a gate weighs in an environment. */
export const gateModeSchema = z.enum(["block", "warn", "off"]);
export type GateMode = z.infer<typeof gateModeSchema>;

/** A line of the confirm sheet: pass, fail or warn, why, and what would let it pass. */
export const gateSchema = z.object({
	code: z.string(),
	state: z.enum(["pass", "fail", "warn"]),
	params: z.record(z.string(), paramSchema),
	/** The action that removes the obstacle, for those who may: lifting a hold, passing the gate over with a reason, a second person's word. */
	override: z.object({ action: z.string(), id: z.string() }).nullable(),
});
export type Gate = z.infer<typeof gateSchema>;

/** Closed gates that are to be passed over, each with its reason. */
export const overridesSchema = z
	.array(z.strictObject({ gate: z.string().min(1).max(60), reason: z.string().trim().min(3).max(500) }))
	.max(20)
	.default([]);
export type Overrides = z.infer<typeof overridesSchema>;
