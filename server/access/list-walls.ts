import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { authorize } from "./authorize.ts";
import type { Wall } from "./schema.ts";

/** The wall screens that still work, newest first; of one team when it is named. */
export async function listWalls(actor: Actor, teamName?: string): Promise<Wall[]> {
	await authorize(actor, "access.read", { subject: { kind: "walls", id: teamName ?? "all" } });
	const screens = await db().wallScreen.findMany({
		where: { revokedAt: null, ...(teamName && { team: { name: teamName } }) },
		orderBy: { createdAt: "desc" },
		include: { team: true, creator: { select: { name: true } } },
		take: 200,
	});
	return screens.map(({ id, name, locale, team, creator, createdAt, lastSeenAt }) => ({
		id,
		name,
		locale,
		team: { id: team.id, name: team.name, title: team.title },
		createdBy: creator.name,
		createdAt,
		lastSeenAt,
	}));
}
