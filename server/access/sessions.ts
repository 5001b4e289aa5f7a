import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { loadPerson } from "./load-person.ts";
import { hashToken, newSecretToken } from "./secret-token.ts";

/** Sessions end after 12 hours. */
export const sessionSeconds = 12 * 3600;

/** Starts a session for a person; the returned token is told once, to the browser's cookie. */
export async function startSession(personId: string, userAgent: string | null): Promise<string> {
	const { token, hash } = newSecretToken();
	await db().session.create({
		data: {
			personId,
			tokenHash: hash,
			userAgent: userAgent?.slice(0, 200) ?? null,
			expiresAt: new Date(Date.now() + sessionSeconds * 1000),
		},
	});
	return token;
}

/** Ends a session at once on every replica, with its open streams. */
export async function endSession(sessionId: string): Promise<void> {
	await transaction(async (tx) => {
		await tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
		await touch(tx, [`session:${sessionId}`]);
	});
}

/** The person behind a session token, or null when it is unknown, over or revoked. Read from the database each time. */
export async function findSessionActor(token: string): Promise<Actor | null> {
	const session = await db().session.findUnique({ where: { tokenHash: hashToken(token) } });
	if (!session || session.revokedAt || session.expiresAt < new Date()) return null;
	const person = await loadPerson(session.personId);
	return person && { kind: "person", ...person, sessionId: session.id };
}
