import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { loadWallEnvironments } from "./load-wall-environments.ts";
import { loadWallIncidents } from "./load-wall-incidents.ts";
import { loadWallRollouts } from "./load-wall-rollouts.ts";
import { loadWallSprint } from "./load-wall-sprint.ts";
import type { WallView } from "./schema.ts";

const seenEveryMs = 60_000;

/** Everything on a team's wall, for the screen itself: what it may see is its own team and nothing else. */
export async function getWall(actor: Extract<Actor, { kind: "wall" }>): Promise<WallView> {
	const screen = await db().wallScreen.findUnique({ where: { id: actor.id }, include: { team: true } });
	if (!screen || screen.revokedAt) throw notFound("wall screen", actor.id);
	const { team, name, locale } = screen;
	const [{ environments, observedAt }, rollouts, sprint, incidents] = await Promise.all([
		loadWallEnvironments(team.id),
		loadWallRollouts(team.id),
		loadWallSprint(team.id),
		loadWallIncidents(team.id),
	]);
	const now = new Date();
	await db().wallScreen.updateMany({
		where: { id: screen.id, OR: [{ lastSeenAt: null }, { lastSeenAt: { lt: new Date(now.getTime() - seenEveryMs) } }] },
		data: { lastSeenAt: now },
	});
	return {
		name,
		locale,
		team: { name: team.name, title: team.title },
		at: now.toISOString(),
		observedAt: observedAt?.toISOString() ?? null,
		environments,
		rollouts,
		sprint,
		incidents,
	};
}
