import { listRules } from "#server/deployments/list-rules.ts";
import type { Actor } from "#server/platform/actor.ts";
import { alertScalingSchema, type PlaceAlertScaling } from "./schema.ts";

/** Which alert brings a service more pods, by environment in promotion order. Throws Problem 404. */
export const listAlertScaling = (actor: Actor, service: string): Promise<{ items: PlaceAlertScaling[] }> =>
	listRules(actor, service, ({ alertScaling }) => ({ rule: alertScalingSchema.safeParse(alertScaling).data ?? null }));
