import type { z } from "zod";
import { placeToMeasure } from "#server/deployments/place-to-measure.ts";
import { type RulePlace, setRule } from "#server/deployments/set-rule.ts";
import type { Actor } from "#server/platform/actor.ts";
import { checkExpression } from "./check-expression.ts";
import { metricGatesSchema } from "./schema.ts";

/**
 * Says what must hold while a version is watched in a place; none takes all gates away. An expression that is there already is not
 * looked at again, whoever wrote it. Throws Problem 403, 404, 422, and 503 when an expression cannot be tried now.
 */
export async function setMetricGates(
	actor: Actor,
	where: RulePlace,
	given: z.input<typeof metricGatesSchema>,
): Promise<void> {
	const gates = metricGatesSchema.parse(given);
	await setRule(actor, where, {
		...{ name: "metricGates", value: gates.length > 0 ? gates : null },
		check: async (place) => {
			const kept = metricGatesSchema.safeParse(place.metricGates).data ?? [];
			for (const gate of gates) {
				if (gate.signal !== "query") continue;
				const known = kept.some((one) => one.signal === "query" && one.expression === gate.expression);
				if (!known) await checkExpression(actor, gate, placeToMeasure(place));
			}
		},
	});
}
