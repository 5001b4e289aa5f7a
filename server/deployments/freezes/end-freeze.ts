import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

/** Ends a freeze window for good, with all its repetitions; the row is kept. Safe to repeat. Throws Problem 403, 404. */
export async function endFreeze(actor: Actor, id: string): Promise<void> {
	const freeze = await db().freezeWindow.findUnique({ where: { id }, include: { environment: true } });
	if (!freeze) throw notFound("freeze", id);
	const { environment } = freeze;
	const subject = { kind: "environment", id: environment.id };
	await authorize(actor, "environment.configure", { teamId: null, environment, subject });
	await transaction(async (tx) => {
		const { count } = await tx.freezeWindow.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } });
		if (count === 0) return;
		const before = { freeze: { id, name: freeze.name } };
		await audit(tx, { actor, action: "environment.configure", subject, environment: environment.name, before });
		await touch(tx, ["environments", "deployments"]);
	});
}
