import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";

/** Ends a wall screen at once; its address shows nothing any more. */
export async function revokeWall(actor: Actor, id: string): Promise<{ ok: true }> {
	const screen = await db().wallScreen.findFirst({ where: { id, revokedAt: null } });
	if (!screen) throw notFound("wall screen", id);
	const subject = { kind: "wall", id };
	await authorize(actor, "wall.manage", { teamId: screen.teamId, subject });
	await transaction(async (tx) => {
		await tx.wallScreen.update({ where: { id }, data: { revokedAt: new Date() } });
		await recordEvent(tx, { type: "wall.revoked", actor, subject, teamId: screen.teamId, data: { name: screen.name } });
		await audit(tx, { actor, action: "wall.manage", subject, teamId: screen.teamId, before: { name: screen.name } });
	});
	return { ok: true };
}
