import type { Grant } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";

/** What an actor needs to know about a person: teams and roles; null when unknown or disabled. */
export async function loadPerson(personId: string) {
	const person = await db().person.findUnique({
		where: { id: personId },
		include: { memberships: true, grants: true },
	});
	if (!person || person.disabledAt) return null;
	const grants: Grant[] = person.grants.map(({ role, teamId, environment }) => ({ role, teamId, environment }));
	return {
		id: person.id,
		login: person.login,
		name: person.name,
		teamIds: person.memberships.map(({ teamId }) => teamId),
		grants,
	};
}
