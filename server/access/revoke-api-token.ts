import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";
import { requirePerson } from "./require-person.ts";

/** Ends one of one's own tokens at once, on every replica. */
export async function revokeApiToken(actor: Actor, id: string): Promise<{ ok: true }> {
	const person = requirePerson(actor);
	const token = await db().apiToken.findFirst({ where: { id, personId: person.id, revokedAt: null } });
	if (!token) throw notFound("token", id);
	await authorize(actor, "self.manage", { subject: { kind: "token", id } });
	await transaction(async (tx) => {
		await tx.apiToken.update({ where: { id }, data: { revokedAt: new Date() } });
		await audit(tx, {
			actor,
			action: "self.manage",
			subject: { kind: "token", id },
			before: { name: token.name },
			after: { revoked: true },
		});
		await touch(tx, [`token:${id}`, `person:${person.id}`]);
	});
	return { ok: true };
}
