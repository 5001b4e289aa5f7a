import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { itemAnswers, itemInclude } from "./item-row.ts";
import { listSprints } from "./list-sprints.ts";
import { loadTeam } from "./load-team.ts";
import type { Item, Sprint } from "./schema.ts";

/** A team's board: the cards of a sprint (the running one when none is named) in the order of their columns. At most 500 cards. */
export async function getBoard(
	actor: Actor,
	teamName: string,
	sprintId: string | null,
): Promise<{ sprint: Sprint | null; items: Item[] }> {
	const team = await loadTeam(db(), teamName);
	await authorize(actor, "planning.read", { teamId: team.id, subject: { kind: "board", id: teamName } });
	const sprints = await listSprints(actor, teamName);
	const sprint = sprints.find(({ id, state }) => (sprintId ? id === sprintId : state === "active")) ?? null;
	const rows = await db().item.findMany({
		where: {
			teamId: team.id,
			sprintId: sprint?.id ?? null,
			...(sprint === null && { state: { not: "done" } }),
			OR: [{ triage: null }, { triage: "accepted" }],
		},
		include: itemInclude,
		orderBy: [{ rank: "asc" }, { id: "asc" }],
		take: 500,
	});
	return { sprint, items: await itemAnswers(db(), rows) };
}
