import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { invalid, notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type Freeze, freezeAt, nextFreeze } from "./freeze-at.ts";
import { type CreateFreeze, createFreezeSchema } from "./schema.ts";

/** Declares a freeze window of an environment. Throws Problem 403, 404, 422 `freeze-unreadable` when zone, start or rule make no sense. */
export async function createFreeze(actor: Actor, environment: string, input: CreateFreeze): Promise<{ id: string }> {
	const wanted = createFreezeSchema.parse(input);
	const found = await db().environment.findUnique({ where: { name: environment } });
	if (!found) throw notFound("environment", environment);
	const subject = { kind: "environment", id: found.id };
	await authorize(actor, "environment.configure", { teamId: null, environment: found, subject });
	refuseUnreadable(wanted);
	return transaction(async (tx) => {
		const { id } = await tx.freezeWindow.create({
			data: { ...wanted, environmentId: found.id, createdBy: actorRef(actor) },
		});
		await audit(tx, {
			actor,
			action: "environment.configure",
			subject,
			environment,
			after: { freeze: { id, ...wanted } },
		});
		await touch(tx, ["environments", "deployments"]);
		return { id };
	});
}

/** Asks of it what the gate and the list will ask; a rule that never comes true cannot answer either. */
function refuseUnreadable(wanted: Freeze): void {
	try {
		const now = new Date();
		freezeAt(wanted, now);
		nextFreeze(wanted, now);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw invalid(
			"freeze-unreadable",
			`This freeze cannot be read: ${why}. Check the time zone, the start and the rule.`,
			{
				why,
			},
		);
	}
}
