import { ensurePerson } from "#server/access/ensure-person.ts";
import { recordPastItem } from "#server/planning/record-past-item.ts";
import { freezePastSprint, recordPastSprint } from "#server/planning/record-past-sprint.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { ensurePeople, type PastPeople, personOf } from "./ensure-people.ts";
import type { History } from "./history-schema.ts";
import { idOf, type Places } from "./known-places.ts";

const importer = automation("history-import");

/** Who did something in the past: a person without any right, only written down. */
export async function pastActor(tx: Transaction, login: string): Promise<Actor> {
	return asActor(await ensurePerson(tx, login));
}

const asActor = (person: { id: string; login: string; name: string }): Actor => ({
	kind: "person",
	...person,
	teamIds: [],
	grants: [],
	sessionId: "history",
});

/** Writes sprints and items, each item in a transaction of its own. Safe to repeat after it was interrupted. */
export async function importPlanning(history: History, places: Places): Promise<void> {
	const people = await ensurePeople({ ...history, deployments: [] });
	for (const [team, teamId] of places.teams) {
		const sprints = new Map<string, string>();
		for (const { team: _, ...sprint } of history.sprints.filter((one) => one.team === team))
			sprints.set(sprint.name, await transaction((tx) => recordPastSprint(tx, importer, { ...sprint, teamId })));
		for (const item of history.items.filter((one) => one.team === team))
			await transaction((tx) => importItem(tx, item, { places, people, teamId, sprints }));
		for (const id of sprints.values()) await transaction((tx) => freezePastSprint(tx, id));
	}
}

type About = { places: Places; people: PastPeople; teamId: string; sprints: Map<string, string> };

async function importItem(
	tx: Transaction,
	item: History["items"][number],
	{ places, people, teamId, sprints }: About,
): Promise<void> {
	const { team: _, service, assignee, sprint, changes, ...fields } = item;
	const written = changes.map(({ at, to, by }) => ({ at, to, actor: asActor(personOf(people, by)) }));
	await recordPastItem(tx, importer, {
		...fields,
		teamId,
		serviceId: service && idOf(places.services, service),
		assigneeId: assignee && personOf(people, assignee).id,
		sprintId: sprint && idOf(sprints, sprint),
		createdAs: changes[0]?.from ?? "backlog",
		changes: written,
	});
}
