import type { Actor } from "#server/platform/actor.ts";
import { listRules } from "../list-rules.ts";
import { type PlaceSmoke, smokeTestSchema } from "./schema.ts";

/** What a new version of a service must answer, by environment in promotion order. Throws Problem 404. */
export const listSmokeTests = (actor: Actor, service: string): Promise<{ items: PlaceSmoke[] }> =>
	listRules(actor, service, ({ smokeTest }) => ({ test: smokeTestSchema.safeParse(smokeTest).data ?? null }));
