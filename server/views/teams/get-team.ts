import { authorize } from "#server/access/authorize.ts";
import { listSprints } from "#server/planning/list-sprints.ts";
import { loadTeam } from "#server/planning/load-team.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { TeamView } from "./schema.ts";

/** A team: who is in it, what it owns, what it works on. At most 200 people and 200 services. Throws Problem 404. */
export async function getTeam(actor: Actor, name: string): Promise<TeamView> {
	const team = await loadTeam(db(), name);
	await authorize(actor, "access.read", { teamId: team.id, subject: { kind: "team", id: name } });
	const [members, services, sprints, openItems, openIncidents] = await Promise.all([
		db().teamMember.findMany({
			where: { teamId: team.id, person: { disabledAt: null } },
			select: { person: { select: { login: true, name: true } } },
			orderBy: { person: { name: "asc" } },
			take: 200,
		}),
		db().entity.findMany({
			where: { ownerTeamId: team.id, kind: "component", orphanedAt: null },
			select: {
				name: true,
				title: true,
				tier: true,
				environments: {
					select: { status: true, environment: { select: { name: true } } },
					orderBy: { environment: { rank: "asc" } },
				},
			},
			orderBy: { name: "asc" },
			take: 200,
		}),
		listSprints(actor, name),
		db().item.count({ where: { teamId: team.id, state: { not: "done" } } }),
		db().incident.count({ where: { teamId: team.id, status: { in: ["open", "acknowledged"] } } }),
	]);
	const mine = actor.kind === "person" || actor.kind === "token" ? actor.teamIds.includes(team.id) : false;
	return {
		...{ id: team.id, name, title: team.title, description: team.description, itemKey: team.itemKey },
		...{ mine, openItems, openIncidents },
		members: members.map(({ person }) => person),
		services: services.map(({ environments, ...service }) => ({
			...service,
			environments: environments.map(({ status, environment }) => ({ name: environment.name, status })),
		})),
		sprint: sprints.find(({ state }) => state === "active") ?? null,
	};
}
