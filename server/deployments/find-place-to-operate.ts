import { db } from "#server/platform/database.ts";
import { findActive, nameOf } from "./internal/find-active.ts";
import { autoRollbackOf, type FoundPlace, findPlace } from "./internal/find-place.ts";
import type { AutoRollback } from "./schema.ts";

export type PlaceToOperate = Pick<FoundPlace, "serviceId" | "environmentId" | "service" | "environment">;

/** A service in an environment, the rollout that is under way there, if any, and what happens by itself when one fails. Throws Problem 404, 422. */
export async function findPlaceToOperate(
	service: string,
	environment: string,
): Promise<{ place: PlaceToOperate; running: { id: string; by: string } | null; autoRollback: AutoRollback }> {
	const place = await findPlace(db(), service, environment);
	const running = await findActive(db(), place);
	const under = running && { id: running.id, by: nameOf(running.actor) };
	return { place, running: under, autoRollback: autoRollbackOf(place) };
}
