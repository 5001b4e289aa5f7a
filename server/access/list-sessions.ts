import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { personIdOf } from "./get-me.ts";
import type { Session } from "./schema.ts";

/** One's own open sessions, newest first. */
export async function listSessions(actor: Actor): Promise<Session[]> {
	const sessions = await db().session.findMany({
		where: { personId: personIdOf(actor), revokedAt: null, expiresAt: { gt: new Date() } },
		orderBy: { createdAt: "desc" },
		take: 200,
	});
	const current = actor.kind === "person" ? actor.sessionId : null;
	return sessions.map((session) => ({ ...session, current: session.id === current }));
}
