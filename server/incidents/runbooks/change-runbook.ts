import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { checkRules } from "./check-rules.ts";
import { type FoundRunbook, findRunbook } from "./find-runbook.ts";
import { type RunbookRules, runbookRulesSchema } from "./schema.ts";

/** Changes what a runbook is; requests that wait for somebody's word are not carried over. Throws Problem as `addRunbook`. */
export async function changeRunbook(actor: Actor, id: string, given: RunbookRules): Promise<void> {
	const rules = runbookRulesSchema.parse(given);
	const runbook = await findRunbook(db(), id);
	await mayTouch(actor, runbook);
	await checkRules(actor, runbook.service, rules);
	await keep(actor, runbook, { data: { ...rules, updatedAt: new Date() }, after: rules });
}

/** Takes a runbook away; what it did before stays. Throws Problem 403, 404. */
export async function removeRunbook(actor: Actor, id: string): Promise<void> {
	const runbook = await findRunbook(db(), id);
	await mayTouch(actor, runbook);
	await keep(actor, runbook, { data: { removedAt: new Date() }, after: { removed: true } });
}

/** Who changes it must be one who could have set it as it stands. */
async function mayTouch(actor: Actor, { id, service, environments }: FoundRunbook): Promise<void> {
	const found = await db().environment.findMany({ where: { name: { in: environments } } });
	const about = { teamId: service.ownerTeamId, subject: { kind: "runbook", id } };
	for (const environment of found) await authorize(actor, "runbook.configure", { ...about, environment });
	if (found.length === 0) await authorize(actor, "runbook.configure", about);
}

type Change = { data: Partial<RunbookRules> & { removedAt?: Date; updatedAt?: Date }; after: object };

async function keep(actor: Actor, runbook: FoundRunbook, { data, after }: Change): Promise<void> {
	const { id, service, title, description, workflowId, ref, environments, inputs, approval, approvalHours } = runbook;
	await transaction(async (tx) => {
		await tx.runbook.update({ where: { id }, data });
		await audit(tx, {
			...{ actor, action: "runbook.configure", subject: { kind: "runbook", id }, teamId: service.ownerTeamId, after },
			before: { title, description, workflowId, ref, environments, inputs, approval, approvalHours },
		});
		await touch(tx, [`runbook:${id}`, "runbooks", `service:${service.id}`]);
	});
}
