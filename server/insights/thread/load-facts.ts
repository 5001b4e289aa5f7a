import type { Reader } from "#server/platform/database.ts";
import { findLaterNodes } from "./find-later-nodes.ts";
import type { Facts } from "./stations.ts";
import { loadThings, type Thing } from "./things.ts";

/** What a subject's stations are judged by: the things on its thread, how far its work got in later images, where all of these run now, and which are held. */
export async function loadFacts(reader: Reader, subjectId: string, things: Thing[]): Promise<Facts> {
	const known = new Set(things.map(({ id }) => id));
	const beyond = (await findLaterNodes(reader, subjectId)).filter((id) => !known.has(id));
	const later = beyond.length > 0 ? await loadThings(reader, beyond) : [];
	const digests = [...things, ...later].flatMap(({ artifact }) => (artifact ? [artifact.digest] : []));
	if (digests.length === 0) return { things, later, running: [], heldDigests: new Set() };
	const places = await reader.serviceEnvironment.findMany({
		where: { runningDigest: { in: digests } },
		select: { runningDigest: true, status: true, runningSince: true, environment: { select: { name: true } } },
	});
	const holds = await reader.versionHold.findMany({
		where: { digest: { in: digests }, liftedAt: null },
		select: { digest: true },
	});
	return {
		things,
		later,
		running: places.map((place) => ({
			digest: place.runningDigest ?? "",
			environment: place.environment.name,
			status: place.status,
			at: place.runningSince?.toISOString() ?? null,
		})),
		heldDigests: new Set(holds.map(({ digest }) => digest)),
	};
}
