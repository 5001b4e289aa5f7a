import { db } from "#server/platform/database.ts";
import type { WallView } from "./schema.ts";

/** The sprint a team is in, with how much of it is done; null between sprints. */
export async function loadWallSprint(teamId: string): Promise<WallView["sprint"]> {
	const sprint = await db().sprint.findFirst({ where: { teamId, state: "active" }, orderBy: { startsAt: "desc" } });
	if (!sprint) return null;
	const groups = await db().item.groupBy({
		by: ["state"],
		where: { sprintId: sprint.id },
		_count: { _all: true },
		_sum: { estimate: true },
	});
	const sum = (states: typeof groups) => ({
		items: states.reduce((total, { _count }) => total + _count._all, 0),
		points: states.reduce((total, { _sum }) => total + (_sum.estimate ?? 0), 0),
	});
	const [all, done] = [sum(groups), sum(groups.filter(({ state }) => state === "done"))];
	return {
		name: sprint.name,
		goal: sprint.goal,
		startsAt: sprint.startsAt.toISOString(),
		endsAt: sprint.endsAt.toISOString(),
		total: all.items,
		done: done.items,
		points: all.points,
		donePoints: done.points,
	};
}
