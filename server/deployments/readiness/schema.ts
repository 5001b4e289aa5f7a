import { z } from "zod";

/** What a rule says of a place; `unknown` where Lazo has not seen what would tell. */
export const ruleStateSchema = z.enum(["pass", "fail", "unknown"]);
export type RuleState = z.infer<typeof ruleStateSchema>;

/** A rule of production readiness as it stands: its code with what it found. */
export const judgedRuleSchema = z.object({
	code: z.string(),
	state: ruleStateSchema,
	params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type JudgedRule = z.infer<typeof judgedRuleSchema>;

/** The rules of a service in one environment. */
export const placeReadinessSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	passed: z.number().int(),
	of: z.number().int(),
	rules: z.array(judgedRuleSchema),
});
export type PlaceReadiness = z.infer<typeof placeReadinessSchema>;
