import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "../audit.ts";
import { authorize } from "../authorize.ts";
import { onCallKeys } from "./set-rota.ts";

/** Takes an override away; the rota counts again. Throws Problem 403, 404. */
export async function removeOverride(actor: Actor, id: string): Promise<void> {
	const found = await db().onCallOverride.findUnique({ where: { id }, include: { person: true } });
	if (!found) throw notFound("override", id);
	const { teamId, person, from, until, reason } = found;
	const subject = { kind: "team", id: teamId };
	await authorize(actor, "on-call.manage", { teamId, subject });
	await transaction(async (tx) => {
		await tx.onCallOverride.deleteMany({ where: { id } });
		const override = {
			id,
			person: person?.login ?? null,
			from: from.toISOString(),
			until: until.toISOString(),
			reason,
		};
		await audit(tx, { actor, action: "on-call.manage", subject, teamId, before: { override } });
		await touch(tx, onCallKeys(teamId));
	});
}
