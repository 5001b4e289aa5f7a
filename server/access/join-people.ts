import type { Transaction } from "#server/platform/database.ts";

/** Makes everyone a member of a new team whose identity provider has already named it as a group of theirs. */
export async function joinPeople(tx: Transaction, team: { id: string; name: string }): Promise<void> {
	const people = await tx.person.findMany({ where: { groups: { has: team.name } }, select: { id: true } });
	await tx.teamMember.createMany({
		data: people.map(({ id }) => ({ teamId: team.id, personId: id, source: "claim" })),
		skipDuplicates: true,
	});
}
