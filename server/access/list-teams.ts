import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { TeamList } from "./schema.ts";

type Query = { cursor?: string | undefined; limit: number };

/** Teams in the order of their names, with their count of members; the cursor is the last name. */
export async function listTeams(actor: Actor, { cursor, limit }: Query): Promise<TeamList> {
	const teams = await db().team.findMany({
		where: { orphanedAt: null, ...(cursor && { name: { gt: cursor } }) },
		orderBy: { name: "asc" },
		take: limit + 1,
		include: { _count: { select: { members: true } } },
	});
	const mine = new Set(actor.kind === "person" || actor.kind === "token" ? actor.teamIds : []);
	const items = teams.slice(0, limit).map(({ id, name, title, description, itemKey, _count }) => ({
		id,
		name,
		title,
		description,
		itemKey,
		members: _count.members,
		mine: mine.has(id),
	}));
	return { items, nextCursor: teams.length > limit ? (items.at(-1)?.name ?? null) : null };
}
