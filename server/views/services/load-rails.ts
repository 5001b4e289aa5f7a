import { railSchema, type Station } from "#server/insights/schema.ts";
import type { Reader } from "#server/platform/database.ts";

/** How far the newest version of each service has come, by service id: the rail of its newest image. */
export async function loadServiceRails(reader: Reader, serviceIds: readonly string[]): Promise<Map<string, Station[]>> {
	const rows = await reader.$queryRaw<{ serviceId: string; stations: unknown }[]>`
		select newest."serviceId", p.stations
		from unnest(${[...serviceIds]}::uuid[]) as wanted(id)
		cross join lateral (
			select a.id, a."serviceId" from "Artifact" a where a."serviceId" = wanted.id order by a."createdAt" desc limit 1
		) newest
		join "LoopNode" n on n."artifactId" = newest.id
		join "LoopProjection" p on p."nodeId" = n.id`;
	return new Map(
		rows.flatMap(({ serviceId, stations }) => {
			const rail = railSchema.safeParse(stations);
			return rail.success ? [[serviceId, rail.data] as const] : [];
		}),
	);
}
