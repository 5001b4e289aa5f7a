import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import type { Me } from "./schema.ts";

/** The person behind an actor: a person, or whom a token belongs to. Throws Problem 403 for machines. */
export function personIdOf(actor: Actor): string {
	if (actor.kind === "person") return actor.id;
	if (actor.kind === "token") return actor.personId;
	throw new Problem({
		status: 403,
		code: "not-a-person",
		detail: "This is for people; a machine has no account of its own.",
	});
}

/** Who is signed in. */
export async function getMe(actor: Actor): Promise<Me> {
	const person = await db().person.findUniqueOrThrow({
		where: { id: personIdOf(actor) },
		include: {
			memberships: { include: { team: true }, orderBy: { team: { title: "asc" } } },
			grants: { include: { team: { select: { name: true } } } },
		},
	});
	const { id, login, name, locale, theme, memberships, grants } = person;
	return {
		id,
		login,
		name,
		locale,
		theme,
		teams: memberships.map(({ team }) => ({ id: team.id, name: team.name, title: team.title })),
		roles: grants.map(({ role, team, environment }) => ({ role, team: team?.name ?? null, environment })),
	};
}
