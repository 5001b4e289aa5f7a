import { db } from "#server/platform/database.ts";
import { changeableTarget, type FoundPlace, placeInclude } from "./internal/find-place.ts";

/** A service in an environment, by the names that measures of it carry. */
export type PlaceToMeasure = Pick<FoundPlace, "id" | "environment" | "metricGates"> & {
	service: { name: string; ownerTeamId: string | null };
	namespaces: string[];
	/** Of the workload that Lazo changes; null without one. */
	namespace: string | null;
	workload: string | null;
};

export function placeToMeasure(place: FoundPlace): PlaceToMeasure {
	const { id, service, environment, metricGates, targets } = place;
	const target = changeableTarget(place);
	return {
		...{ id, service, environment, metricGates },
		namespaces: [...new Set(targets.map(({ namespace }) => namespace))],
		...{ namespace: target?.namespace ?? null, workload: target?.name ?? null },
	};
}

/** The place of a deployment; null when it is gone. */
export async function findPlaceToMeasure(where: {
	serviceId: string;
	environmentId: string;
}): Promise<PlaceToMeasure | null> {
	const { serviceId, environmentId } = where;
	const place = await db().serviceEnvironment.findUnique({
		where: { serviceId_environmentId: { serviceId, environmentId } },
		include: placeInclude,
	});
	return place && placeToMeasure(place);
}
