import type { Actor } from "#server/platform/actor.ts";
import { Problem } from "#server/platform/errors.ts";

/** Lets only a signed-in person through: a token makes no tokens and ends no sessions. Throws Problem 403. */
export function requirePerson(actor: Actor): Extract<Actor, { kind: "person" }> {
	if (actor.kind === "person") return actor;
	throw new Problem({
		status: 403,
		code: "person-needed",
		detail: "Only a signed-in person may do this; an API token may not.",
	});
}
