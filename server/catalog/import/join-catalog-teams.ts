import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { parseEntityRef } from "../read/entity-ref.ts";
import { entityShape } from "../read/entity-shape.ts";
import { teamNameOf } from "./save-team.ts";

/**
 * Makes a person a member of the teams that the catalog says: through `memberOf` of the User entity with that login, and
 * `members` of Groups; ends those the catalog no longer tells. Memberships from the identity provider or the settings stay.
 */
export async function joinCatalogTeams(tx: Transaction, person: { id: string; login: string }): Promise<void> {
	const names = await teamsOf(tx, person.login);
	const teams = await tx.team.findMany({ where: { name: { in: names }, orphanedAt: null }, select: { id: true } });
	const teamIds = teams.map(({ id }) => id);
	const left = await tx.teamMember.deleteMany({
		where: { personId: person.id, source: "catalog", teamId: { notIn: teamIds } },
	});
	const joined = await tx.teamMember.createMany({
		data: teamIds.map((teamId) => ({ teamId, personId: person.id, source: "catalog" })),
		skipDuplicates: true,
	});
	if (left.count + joined.count > 0) await touch(tx, [`person:${person.id}`, ...teamIds.map((id) => `team:${id}`)]);
}

async function teamsOf(tx: Transaction, login: string): Promise<string[]> {
	const users = await tx.entity.findMany({
		where: {
			kind: "user",
			orphanedAt: null,
			OR: [{ name: login.toLowerCase() }, { annotations: { path: ["github.com/user-login"], equals: login } }],
		},
	});
	const groups = await tx.entity.findMany({
		where: { kind: "group", orphanedAt: null, document: { path: ["spec", "members"], array_contains: [login] } },
	});
	const told = users.flatMap(({ document }) => memberOf(document));
	return [...new Set([...told, ...groups.map(({ namespace, name }) => teamNameOf(namespace, name))])];
}

function memberOf(document: unknown): string[] {
	const user = entityShape.safeParse(document);
	if (!user.success) return [];
	return user.data.spec.memberOf.flatMap((text) => {
		const ref = parseEntityRef(text, "group");
		return ref ? [teamNameOf(ref.namespace, ref.name)] : [];
	});
}
