import { audit } from "#server/access/audit.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { checkRules } from "./check-rules.ts";
import { findService } from "./find-runbook.ts";
import { type RunbookRules, runbookRulesSchema } from "./schema.ts";

/** Makes a workflow of a service's repository one of its runbooks. Throws Problem 403, 404, 409, 422 as `checkRules`. */
export async function addRunbook(actor: Actor, service: string, given: RunbookRules): Promise<{ id: string }> {
	const rules = runbookRulesSchema.parse(given);
	const { id: serviceId, ownerTeamId: teamId, ...found } = await findService(db(), service);
	await checkRules(actor, { id: serviceId, ownerTeamId: teamId, ...found }, rules);
	return transaction(async (tx) => {
		const { id } = await tx.runbook.create({ data: { serviceId, ...rules } });
		const subject = { kind: "runbook", id };
		await audit(tx, { actor, action: "runbook.configure", subject, teamId, after: { service: found.name, ...rules } });
		await touch(tx, [`runbook:${id}`, "runbooks", `service:${serviceId}`]);
		return { id };
	});
}
