import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";
import { requirePerson } from "./require-person.ts";

/** Ends one of one's own sessions at once, on every replica, with its open streams. */
export async function revokeSession(actor: Actor, id: string): Promise<{ ok: true }> {
	const person = requirePerson(actor);
	const session = await db().session.findFirst({ where: { id, personId: person.id, revokedAt: null } });
	if (!session) throw notFound("session", id);
	await authorize(actor, "self.manage", { subject: { kind: "session", id } });
	await transaction(async (tx) => {
		await tx.session.update({ where: { id }, data: { revokedAt: new Date() } });
		await audit(tx, { actor, action: "self.manage", subject: { kind: "session", id }, after: { revoked: true } });
		await touch(tx, [`session:${id}`, `person:${person.id}`]);
	});
	return { ok: true };
}
