import { db } from "#server/platform/database.ts";
import { findActive, nameOf } from "./internal/find-active.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";

export type PlaceToOperate = Pick<FoundPlace, "serviceId" | "environmentId" | "service" | "environment">;

/** A service in an environment, and the rollout that is under way there, if any. Throws Problem 404, 422. */
export async function findPlaceToOperate(
	service: string,
	environment: string,
): Promise<{ place: PlaceToOperate; running: { id: string; by: string } | null }> {
	const place = await findPlace(db(), service, environment);
	const running = await findActive(db(), place);
	return { place, running: running && { id: running.id, by: nameOf(running.actor) } };
}
