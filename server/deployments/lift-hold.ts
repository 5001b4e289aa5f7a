import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { liftHoldSchema } from "./schema.ts";

/** Lets a held version be deployed again; a reason is a must. Throws Problem 403, 404, 409 `already-lifted`. */
export async function liftHold(actor: Actor, holdId: string, input: { reason: string }): Promise<{ id: string }> {
	const { reason } = liftHoldSchema.parse(input);
	const hold = await db().versionHold.findUnique({ where: { id: holdId }, include: { service: true } });
	if (!hold) throw notFound("hold", holdId);
	const teamId = hold.service.ownerTeamId;
	await authorize(actor, "hold.lift", { teamId, subject: { kind: "hold", id: holdId } });
	await transaction(async (tx) => {
		const { count } = await tx.versionHold.updateMany({
			where: { id: holdId, liftedAt: null },
			data: { liftedAt: new Date(), liftedBy: actorRef(actor), liftReason: reason },
		});
		if (count === 0) throw conflict("already-lifted", "This hold has been lifted already.");
		const after = { digest: hold.digest, serviceId: hold.serviceId };
		await audit(tx, { actor, action: "hold.lift", subject: { kind: "hold", id: holdId }, teamId, after, reason });
		await recordEvent(tx, {
			type: "version.lifted",
			actor,
			subject: { kind: "artifact", id: hold.digest },
			serviceId: hold.serviceId,
			teamId,
			data: { holdId, digest: hold.digest, reason },
		});
	});
	return { id: holdId };
}
