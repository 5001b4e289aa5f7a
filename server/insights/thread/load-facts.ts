import type { Reader } from "#server/platform/database.ts";
import type { Running } from "./stations.ts";
import type { Thing } from "./things.ts";

/** Where the digests among these things run now, and which of them are held. */
export async function loadFacts(
	reader: Reader,
	things: Thing[],
): Promise<{ running: Running[]; heldDigests: Set<string> }> {
	const digests = things.flatMap(({ artifact }) => (artifact ? [artifact.digest] : []));
	if (digests.length === 0) return { running: [], heldDigests: new Set() };
	const places = await reader.serviceEnvironment.findMany({
		where: { runningDigest: { in: digests } },
		select: { runningDigest: true, status: true, runningSince: true, environment: { select: { name: true } } },
	});
	const holds = await reader.versionHold.findMany({
		where: { digest: { in: digests }, liftedAt: null },
		select: { digest: true },
	});
	return {
		running: places.map((place) => ({
			digest: place.runningDigest ?? "",
			environment: place.environment.name,
			status: place.status,
			at: place.runningSince?.toISOString() ?? null,
		})),
		heldDigests: new Set(holds.map(({ digest }) => digest)),
	};
}
