import type { Reader } from "#server/platform/database.ts";
import { rankSuspects, type Suspicion } from "./suspect.ts";

/** The deployments of a service, and of what it depends on, in the hour before an onset, ranked. */
export async function findSuspects(
	reader: Reader,
	place: { serviceId: string; environmentId: string },
	onset: Date,
): Promise<Suspicion[]> {
	const upstream = await reader.entityRelation.findMany({
		where: { fromId: place.serviceId, type: "dependsOn", toId: { not: null } },
		select: { toId: true },
	});
	const serviceIds = [place.serviceId, ...upstream.flatMap(({ toId }) => toId ?? [])];
	const deployments = await reader.deployment.findMany({
		where: {
			serviceId: { in: serviceIds },
			environmentId: place.environmentId,
			requestedAt: { gte: new Date(onset.getTime() - 3_600_000), lte: new Date(onset.getTime() + 60_000) },
		},
		orderBy: { requestedAt: "desc" },
		take: 50,
	});
	return rankSuspects(
		deployments.map((deployment) => ({ ...deployment, sameService: deployment.serviceId === place.serviceId })),
		onset,
	);
}
