import { listRules } from "#server/deployments/list-rules.ts";
import type { Actor } from "#server/platform/actor.ts";
import { metricGatesSchema, type PlaceGates } from "./schema.ts";

/** What must hold while a version of a service is watched, by environment in promotion order. Throws Problem 404. */
export const listMetricGates = (actor: Actor, service: string): Promise<{ items: PlaceGates[] }> =>
	listRules(actor, service, ({ metricGates }) => ({ gates: metricGatesSchema.safeParse(metricGates).data ?? [] }));
