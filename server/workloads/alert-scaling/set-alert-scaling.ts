import type { z } from "zod";
import { type RulePlace, setRule } from "#server/deployments/set-rule.ts";
import type { Actor } from "#server/platform/actor.ts";
import { invalid } from "#server/platform/errors.ts";
import { scaleLimits } from "../operate/limits.ts";
import { alertScalingSchema } from "./schema.ts";

/** Says which alert brings a place more pods; null takes the rule away. Throws Problem 403, 404, 422 beyond the role's limit. */
export async function setAlertScaling(
	actor: Actor,
	where: RulePlace,
	given: z.input<typeof alertScalingSchema> | null,
): Promise<void> {
	const rule = alertScalingSchema.nullable().parse(given);
	await setRule(actor, where, {
		...{ name: "alertScaling", value: rule },
		check: ({ service, environment }) => {
			const { most } = scaleLimits(actor, { teamId: service.ownerTeamId, environment });
			if (!rule || rule.most <= most) return;
			throw invalid("beyond-limit", `Your role may ask for ${most} pods at most. An operator may ask for more.`, {
				most,
			});
		},
	});
}
