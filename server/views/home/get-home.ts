import { authorize } from "#server/access/authorize.ts";
import { personIdOf } from "#server/access/get-me.ts";
import { getSprint } from "#server/planning/get-sprint.ts";
import { itemAnswers, itemInclude } from "#server/planning/item-row.ts";
import type { Item } from "#server/planning/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { loadApprovals } from "./load-approvals.ts";
import { loadFailedRuns, loadHolds, loadIncidents, loadRollouts } from "./load-urgent.ts";
import type { Home } from "./schema.ts";

/** What needs this person now, and the sprints of their teams. Someone in no team sees every team's trouble. Throws Problem 403 for machines. */
export async function getHome(actor: Actor): Promise<Home> {
	const personId = personIdOf(actor);
	await authorize(actor, "self.read", { subject: { kind: "person", id: personId } });
	const mine = actor.kind === "person" || actor.kind === "token" ? actor.teamIds : [];
	const login = actor.kind === "person" || actor.kind === "token" ? actor.login : "";
	const teams = mine.length > 0 ? mine : null;
	const [incidents, rollouts, runs, approvals, holds, arrivals, items, sprints] = await Promise.all([
		loadIncidents(teams),
		loadRollouts(teams),
		loadFailedRuns(login),
		loadApprovals(actor),
		loadHolds(teams),
		countArrivals(teams),
		loadMyItems(personId),
		loadSprints(actor, teams),
	]);
	return { ofMyTeams: teams !== null, incidents, rollouts, runs, approvals, holds, arrivals, items, sprints };
}

const urgency = ["urgent", "high", "medium", "low"];
const progress = ["in_review", "in_progress", "todo"];

/** What a person has begun or should begin, the most urgent first. */
async function loadMyItems(personId: string): Promise<Item[]> {
	const rows = await db().item.findMany({
		where: { assigneeId: personId, state: { in: progress } },
		include: itemInclude,
		orderBy: { updatedAt: "desc" },
		take: 50,
	});
	const ordered = rows.toSorted(
		(a, b) =>
			urgency.indexOf(a.priority) - urgency.indexOf(b.priority) ||
			progress.indexOf(a.state) - progress.indexOf(b.state),
	);
	return itemAnswers(db(), ordered.slice(0, 10));
}

const countArrivals = (teams: string[] | null): Promise<number> =>
	db().item.count({ where: { triage: "pending", ...(teams && { teamId: { in: teams } }) } });

async function loadSprints(actor: Actor, teams: string[] | null): Promise<Home["sprints"]> {
	const running = await db().sprint.findMany({
		where: { state: "active", ...(teams && { teamId: { in: teams } }) },
		orderBy: { endsAt: "asc" },
		select: { id: true },
		take: 4,
	});
	return Promise.all(running.map(({ id }) => getSprint(actor, id)));
}
