import { parseAsString } from "nuqs";
import type { Place } from "#server/deployments/schema.ts";

/** Parameters of the URL that name a service in an environment. */
export const placeParams = { service: parseAsString, environment: parseAsString };

type Named = { service: string | null; environment: string | null };

/** The place that was named as far as it exists; else production of the first service, else the last environment there is. */
export function choosePlace(places: readonly Place[], named: Named): { service: string; environment: string } {
	const service = named.service ?? places[0]?.service.name ?? "";
	const own = places.filter((place) => place.service.name === service).map((place) => place.environment);
	const environment =
		own.find(({ name }) => name === named.environment) ?? own.find(({ production }) => production) ?? own.at(-1);
	return { service, environment: environment?.name ?? named.environment ?? "" };
}
