import { joinPeople } from "#server/access/join-people.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { EntityDocument } from "../read/entity-shape.ts";

const keyPattern = /^[A-Z][A-Z0-9]{1,9}$/;

/** The name a group goes by as a team: alone in the default namespace, else with it. */
export const teamNameOf = (namespace: string, name: string) =>
	namespace === "default" ? name : `${namespace}.${name}`;

/** Makes or updates the team of a Group. Its item key never changes once an item carries it. */
export async function saveTeam(tx: Transaction, group: EntityDocument): Promise<{ id: string; created: boolean }> {
	const { metadata, spec } = group;
	const name = teamNameOf(metadata.namespace.toLowerCase(), metadata.name.toLowerCase());
	const title = spec.profile?.displayName ?? metadata.title ?? metadata.name;
	const about = { title, description: metadata.description ?? null, orphanedAt: null };
	const found = await tx.team.findUnique({ where: { name } });
	const wanted = wantedKey(group);
	if (!found) {
		const itemKey = await freeKey(tx, wanted ?? guessKey(name));
		const { id } = await tx.team.create({ data: { name, itemKey, ...about } });
		await joinPeople(tx, { id, name });
		return { id, created: true };
	}
	const mayRename = wanted !== null && wanted !== found.itemKey && found.nextItem === 1;
	const itemKey = mayRename ? await freeKey(tx, wanted) : found.itemKey;
	await tx.team.update({ where: { id: found.id }, data: { ...about, itemKey } });
	return { id: found.id, created: false };
}

function wantedKey({ metadata }: EntityDocument): string | null {
	const key = metadata.annotations["lazo.dev/item-key"] ?? metadata.labels["lazo.dev/item-key"] ?? "";
	return keyPattern.test(key.toUpperCase()) ? key.toUpperCase() : null;
}

/** The first three letters, or as many as there are. */
function guessKey(name: string): string {
	const letters = name.toUpperCase().replace(/[^A-Z]/g, "");
	return (letters || "TEAM").slice(0, 3).padEnd(2, "X");
}

async function freeKey(tx: Transaction, wanted: string): Promise<string> {
	for (let number = 1; ; number++) {
		const key = number === 1 ? wanted : `${wanted.slice(0, 6)}${number}`;
		if (!(await tx.team.findUnique({ where: { itemKey: key }, select: { id: true } }))) return key;
	}
}
