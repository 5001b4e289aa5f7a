import type { Reader } from "#server/platform/database.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { type Place, statusSchema, type ThingStatus } from "./schema.ts";

const include = {
	environment: true,
	targets: { select: { connection: { select: { lastSuccessAt: true } } } },
} as const;
export type PlaceRow = Prisma.ServiceEnvironmentGetPayload<{ include: typeof include }>;

/** What runs of these services, by service id, in the order of promotion. */
export async function loadPlaces(reader: Reader, serviceIds: readonly string[]): Promise<Map<string, PlaceRow[]>> {
	const rows = await reader.serviceEnvironment.findMany({
		where: { serviceId: { in: [...serviceIds] } },
		include,
		orderBy: { environment: { rank: "asc" } },
	});
	return Map.groupBy(rows, (row) => row.serviceId);
}

/** The images behind digests, whether a digest is the index's or a platform's. */
export async function loadImages(reader: Reader, digests: readonly (string | null)[]) {
	const wanted = [...new Set(digests.filter((digest) => digest !== null))];
	if (wanted.length === 0) return new Map<string, ImageRow>();
	const rows = await reader.artifact.findMany({
		where: { OR: [{ digest: { in: wanted } }, { platformDigests: { hasSome: wanted } }] },
		include: { commit: true },
	});
	return new Map(rows.flatMap((row) => [row.digest, ...row.platformDigests].map((digest) => [digest, row] as const)));
}
export type ImageRow = Prisma.ArtifactGetPayload<{ include: { commit: true } }>;

/** A place as the screens show it. */
export function placeAnswer(row: PlaceRow, image: { version: string | null } | undefined): Place {
	return {
		environment: row.environment.name,
		title: row.environment.title,
		production: row.environment.production,
		status: toStatus(row.status),
		desired: row.desired,
		ready: row.ready,
		digest: row.runningDigest,
		version: image?.version ?? null,
		since: row.runningSince?.toISOString() ?? null,
		observedAt: lastWord(row)?.toISOString() ?? null,
	};
}

/** When its cluster last said anything: a place that has not changed since is as fresh as that. */
function lastWord(row: PlaceRow): Date | null {
	const heard = row.targets.flatMap(({ connection }) => connection.lastSuccessAt ?? []);
	return [row.observedAt, ...heard].reduce((latest, at) => (at && (!latest || at > latest) ? at : latest), null);
}

export const toStatus = (status: string): ThingStatus => statusSchema.catch("unknown").parse(status);
