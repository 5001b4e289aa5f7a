import type { Actor } from "#server/platform/actor.ts";

const privateKinds = /^(session|person|token|wall):/;

/** Which of the changed keys an actor may learn. Persons read every team's things; a wall screen learns only that its own view changed. */
export function liveKeysFor(actor: Actor): (keys: string[]) => Promise<string[]> {
	if (actor.kind !== "wall") return async (keys) => keys.filter((key) => isOwn(actor, key) || !privateKinds.test(key));
	return async (keys) => (keys.some((key) => !privateKinds.test(key)) ? ["wall"] : []);
}

const isOwn = (actor: Actor, key: string): boolean =>
	key === `person:${actor.kind === "token" ? actor.personId : actor.id}`;
