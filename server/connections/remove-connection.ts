import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

/** Takes a connection made in the settings away, with its credential. What it observed stays. */
export async function removeConnection(actor: Actor, id: string): Promise<{ ok: true }> {
	const found = await db().connection.findFirst({ where: { id, removedAt: null } });
	if (!found) throw notFound("connection", id);
	const subject = { kind: "connection", id };
	await authorize(actor, "connection.manage", { subject });
	if (found.source === "configuration")
		throw conflict("connection.configured", "This connection comes from the configuration; take it away there.");
	await transaction(async (tx) => {
		await tx.connection.update({ where: { id }, data: { removedAt: new Date(), sealedCredential: null } });
		await recordEvent(tx, { type: "connection.removed", actor, subject, data: { kind: found.kind, name: found.name } });
		await audit(tx, {
			actor,
			action: "connection.manage",
			subject,
			before: { kind: found.kind, name: found.name, url: found.url },
		});
	});
	return { ok: true };
}
