import { ensurePerson } from "#server/access/ensure-person.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { History } from "./history-schema.ts";

export type PastPeople = ReadonlyMap<string, { id: string; login: string; name: string }>;

/** Everyone who did something to an item or deployed, by login, each looked up or made once: people without any right, only written down. */
export async function ensurePeople({
	items,
	deployments,
}: Pick<History, "items" | "deployments">): Promise<PastPeople> {
	const logins = new Set([
		...items.flatMap(({ assignee, changes }) => [...(assignee ? [assignee] : []), ...changes.map(({ by }) => by)]),
		...deployments.map(({ by }) => by),
	]);
	const people = new Map<string, { id: string; login: string; name: string }>();
	for (const login of logins) people.set(login, await transaction((tx) => ensurePerson(tx, login)));
	return people;
}

/** Someone of these. */
export function personOf(people: PastPeople, login: string): { id: string; login: string; name: string } {
	const person = people.get(login);
	if (!person) throw new Error(`${login} is not known.`);
	return person;
}
