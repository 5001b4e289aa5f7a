import { z } from "zod";
import { db } from "#server/platform/database.ts";
import type { WallView } from "./schema.ts";

const running = ["requested", "applying", "rolling", "watching"];
const progressSchema = z
	.object({ desired: z.number().int(), updated: z.number().int(), ready: z.number().int() })
	.catch({ desired: 0, updated: 0, ready: 0 });

/** Rollouts of a team's services that are on their way, oldest first. */
export async function loadWallRollouts(teamId: string): Promise<WallView["rollouts"]> {
	const rows = await db().deployment.findMany({
		where: { status: { in: running }, service: { ownerTeamId: teamId } },
		include: {
			service: { select: { title: true } },
			environment: { select: { title: true } },
			artifact: { select: { version: true } },
		},
		orderBy: { requestedAt: "asc" },
		take: 12,
	});
	return rows.map((row) => {
		const { desired, updated, ready } = progressSchema.parse(row.progress);
		return {
			id: row.id,
			service: row.service.title,
			environment: row.environment.title,
			kind: row.kind,
			status: row.status,
			version: row.artifact?.version ?? row.digest?.replace(/^sha256:/, "").slice(0, 12) ?? row.image,
			desired,
			updated,
			ready,
			startedAt: (row.startedAt ?? row.requestedAt).toISOString(),
			deadlineAt: row.deadlineAt?.toISOString() ?? null,
		};
	});
}
