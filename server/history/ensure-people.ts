import { ensurePerson } from "#server/access/ensure-person.ts";
import type { Transaction } from "#server/platform/database.ts";
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
	for (const login of logins) people.set(login, await transaction((tx) => ensureKnown(tx, login)));
	return people;
}

/** The person with a login, by the name that the catalog has for them. */
export async function ensureKnown(tx: Transaction, login: string) {
	const user = await tx.entity.findFirst({ where: { kind: "user", name: login.toLowerCase(), orphanedAt: null } });
	return ensurePerson(tx, login, user?.title ?? login);
}

/** Someone of these. */
export function personOf(people: PastPeople, login: string): { id: string; login: string; name: string } {
	const person = people.get(login);
	if (!person) throw new Error(`${login} is not known.`);
	return person;
}
