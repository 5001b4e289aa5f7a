import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { loadPerson } from "./load-person.ts";
import { hashToken } from "./secret-token.ts";

/** The person behind an API token with the token's scopes, or null when it is unknown, over or revoked. */
export async function findTokenActor(token: string): Promise<Actor | null> {
	const found = await db().apiToken.findUnique({ where: { tokenHash: hashToken(token) } });
	if (!found || found.revokedAt || found.expiresAt < new Date()) return null;
	const person = await loadPerson(found.personId);
	if (!person) return null;
	await db().apiToken.updateMany({
		where: { id: found.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: new Date(Date.now() - 60_000) } }] },
		data: { lastUsedAt: new Date() },
	});
	const { id: personId, login, name, teamIds, grants } = person;
	return { kind: "token", id: found.id, personId, login, name, teamIds, grants, scopes: found.scopes };
}
