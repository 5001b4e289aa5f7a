import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { loadTeam } from "./load-team.ts";
import type { Sprint } from "./schema.ts";

type Sums = { sprintId: string; items: number; points: number; donePoints: number; addedPoints: number };

/** The sprints of a team, newest first, with their points added up in SQL. */
export async function listSprints(actor: Actor, teamName: string): Promise<Sprint[]> {
	const team = await loadTeam(db(), teamName);
	await authorize(actor, "planning.read", { teamId: team.id, subject: { kind: "sprints", id: teamName } });
	const sprints = await db().sprint.findMany({ where: { teamId: team.id }, orderBy: { startsAt: "desc" }, take: 50 });
	const sums = await db().$queryRaw<Sums[]>`
		select i."sprintId"::text as "sprintId", count(*)::int as items, coalesce(sum(i.estimate), 0)::int as points,
			coalesce(sum(i.estimate) filter (where i.state = 'done'), 0)::int as "donePoints",
			coalesce(sum(i.estimate) filter (where s."startedAt" is not null and i."createdAt" > s."startedAt"), 0)::int as "addedPoints"
		from "Item" i join "Sprint" s on s.id = i."sprintId" where s."teamId" = ${team.id}::uuid group by 1`;
	const byId = new Map(sums.map((sum) => [sum.sprintId, sum]));
	return sprints.map((sprint) => {
		const { items = 0, points = 0, donePoints = 0, addedPoints = 0 } = byId.get(sprint.id) ?? {};
		return {
			id: sprint.id,
			name: sprint.name,
			goal: sprint.goal,
			team: { name: team.name, title: team.title },
			state: sprint.state as Sprint["state"],
			startsAt: sprint.startsAt.toISOString(),
			endsAt: sprint.endsAt.toISOString(),
			capacity: sprint.capacity,
			items,
			points,
			donePoints,
			addedPoints,
		};
	});
}
