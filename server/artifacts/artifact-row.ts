import type { Reader } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { ArtifactRow } from "./schema.ts";

export const artifactInclude = {
	commit: true,
	run: { select: { id: true, number: true } },
	service: { select: { name: true } },
} as const;
export type Row = Prisma.ArtifactGetPayload<{ include: typeof artifactInclude }>;

/** Images as lists and pages show them, with where each runs and where it is held back. */
export async function artifactAnswers(reader: Reader, rows: readonly Row[]): Promise<ArtifactRow[]> {
	const digests = rows.flatMap((row) => [row.digest, ...row.platformDigests]);
	const running = await reader.serviceEnvironment.findMany({
		where: { runningDigest: { in: digests } },
		include: { environment: { select: { name: true, rank: true } } },
		orderBy: { environment: { rank: "asc" } },
	});
	const holds = await reader.versionHold.findMany({ where: { digest: { in: digests }, liftedAt: null } });
	return rows.map((row) => {
		const own = new Set([row.digest, ...row.platformDigests]);
		const places = running.filter((place) => own.has(place.runningDigest ?? "")).map((place) => place.environment.name);
		const held = holds.some((hold) => own.has(hold.digest));
		return { ...answer(row), runsIn: [...new Set(places)], held };
	});
}

function answer(row: Row) {
	return {
		id: row.id,
		digest: row.digest,
		repository: row.repository,
		tags: row.tags,
		version: row.version,
		service: row.service?.name ?? null,
		commitSha: row.commitSha,
		commitTitle: row.commit?.message.split("\n")[0] ?? null,
		run: row.run,
		sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
		evidence: row.evidence,
		createdAt: row.createdAt.toISOString(),
		observedAt: row.observedAt.toISOString(),
	};
}
