import type { Actor } from "#server/platform/actor.ts";
import { Problem } from "#server/platform/errors.ts";
import { readSessionCookie } from "./session-cookie.ts";
import { findSessionActor } from "./sessions.ts";
import { findTokenActor } from "./tokens.ts";

/** Who sends these headers: an API token or a session. Throws Problem 401 when neither is valid. */
export async function authenticate(headers: Headers): Promise<Actor> {
	const actor = await findActor(headers);
	if (actor) return actor;
	throw new Problem({
		status: 401,
		code: "signed-out",
		detail: "You are not signed in, or your session or token has ended. Sign in again.",
	});
}

/** The same, with null for nobody. */
export async function findActor(headers: Headers): Promise<Actor | null> {
	const authorization = headers.get("authorization");
	if (authorization?.startsWith("Bearer ")) return findTokenActor(authorization.slice(7));
	const session = readSessionCookie(headers.get("cookie"));
	return session ? findSessionActor(session) : null;
}
