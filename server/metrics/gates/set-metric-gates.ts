import type { z } from "zod";
import { type RulePlace, setRule } from "#server/deployments/set-rule.ts";
import type { Actor } from "#server/platform/actor.ts";
import { metricGatesSchema } from "./schema.ts";

/** Says what must hold while a version is watched in a place; none takes all gates away. Throws Problem 403, 404. */
export async function setMetricGates(
	actor: Actor,
	where: RulePlace,
	given: z.input<typeof metricGatesSchema>,
): Promise<void> {
	const gates = metricGatesSchema.parse(given);
	await setRule(actor, where, { name: "metricGates", value: gates.length > 0 ? gates : null });
}
