import { z } from "zod";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { loadPerson } from "./load-person.ts";

const refSchema = z.looseObject({ kind: z.string(), id: z.string() });

/** The actor of a stored intent with the rights that it has now. Throws Problem 403 when it has been disabled or revoked. */
export async function storedActor(stored: unknown): Promise<Actor> {
	const ref = refSchema.parse(stored);
	if (ref.kind === "automation" || ref.kind === "job" || ref.kind === "webhook") return { kind: ref.kind, id: ref.id };
	if (ref.kind === "token") return storedToken(ref.id);
	const person = ref.kind === "person" ? await loadPerson(ref.id) : null;
	if (!person) throw gone(ref.id);
	return { kind: "person", ...person, sessionId: "" };
}

async function storedToken(id: string): Promise<Actor> {
	const token = await db().apiToken.findUnique({ where: { id } });
	const person = token && !token.revokedAt ? await loadPerson(token.personId) : null;
	if (!token || !person) throw gone(id);
	return { kind: "token", ...person, id, personId: person.id, scopes: token.scopes };
}

const gone = (id: string) =>
	new Problem({
		status: 403,
		code: "forbidden.actor-gone",
		detail: "Whoever asked for this may not do it any more: the account is disabled or the token revoked.",
		params: { id },
	});
