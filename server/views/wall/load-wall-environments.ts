import { db } from "#server/platform/database.ts";
import { loadImages, toStatus } from "../services/load-places.ts";
import type { WallView } from "./schema.ts";

const worstFirst = ["failing", "degraded", "progressing", "unknown", "held", "paused", "waiting", "healthy"];

/** What runs of a team's services, environment by environment in the order of promotion, trouble first. */
export async function loadWallEnvironments(
	teamId: string,
): Promise<{ environments: WallView["environments"]; observedAt: Date | null }> {
	const rows = await db().serviceEnvironment.findMany({
		where: { service: { ownerTeamId: teamId, orphanedAt: null } },
		include: { service: { select: { name: true, title: true } }, environment: true },
		take: 500,
	});
	const images = await loadImages(
		db(),
		rows.map(({ runningDigest }) => runningDigest),
	);
	const groups = [...Map.groupBy(rows, ({ environmentId }) => environmentId).values()];
	const environments = groups
		.map((group) => ({ environment: group[0]?.environment, group }))
		.sort((a, b) => (a.environment?.rank ?? 0) - (b.environment?.rank ?? 0))
		.map(({ environment, group }) => ({
			name: environment?.name ?? "",
			title: environment?.title ?? "",
			production: environment?.production ?? false,
			services: group
				.map((row) => ({
					name: row.service.name,
					title: row.service.title,
					status: toStatus(row.status),
					version: (row.runningDigest && images.get(row.runningDigest)?.version) || shortDigest(row.runningDigest),
					desired: row.desired,
					ready: row.ready,
				}))
				.sort((a, b) => worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status) || a.title.localeCompare(b.title)),
		}));
	const times = rows.map(({ observedAt }) => observedAt?.getTime()).filter((time) => time !== undefined);
	return { environments, observedAt: times.length > 0 ? new Date(Math.min(...times)) : null };
}

const shortDigest = (digest: string | null): string | null => digest?.replace(/^sha256:/, "").slice(0, 12) ?? null;
