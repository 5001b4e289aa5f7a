import type { z } from "zod";
import { requestPath, servicePort } from "#server/connectors/kubernetes/ask-service.ts";
import type { Actor } from "#server/platform/actor.ts";
import { type RulePlace, setRule } from "../set-rule.ts";
import { smokeTestSchema } from "./schema.ts";

/** What can be asked for through an API server without leaving the service. */
export const askable = smokeTestSchema.extend({ port: servicePort, path: requestPath });

/** Says what a new version must answer in a place; null takes the test away. Throws Problem 403, 404. */
export async function setSmokeTest(
	actor: Actor,
	where: RulePlace,
	given: z.input<typeof smokeTestSchema> | null,
): Promise<void> {
	await setRule(actor, where, { name: "smokeTest", value: askable.nullable().parse(given) });
}
