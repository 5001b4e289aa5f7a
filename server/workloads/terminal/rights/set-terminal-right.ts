import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

type Place = { environment: string; team: string };

/** Switches terminals on or off for a team's services in an environment; off ends those that are open. Throws Problem 403, 404. */
export async function setTerminalRight(actor: Actor, { environment, team }: Place, allowed: boolean): Promise<void> {
	const place = await db().environment.findUnique({ where: { name: environment } });
	const owner = await db().team.findUnique({ where: { name: team } });
	const subject = { kind: "terminal-right", id: `${environment}/${team}` };
	const scope = { teamId: owner?.id ?? null, ...(place && { environment: place }) };
	await authorize(actor, "access.manage", { ...scope, subject });
	if (!place) throw notFound("environment", environment);
	if (!owner) throw notFound("team", team);
	const key = { teamId: owner.id, environmentId: place.id };
	await transaction(async (tx) => {
		const before = await tx.terminalRight.count({ where: key });
		if (allowed === before > 0) return;
		if (allowed) await tx.terminalRight.create({ data: { ...key, allowedBy: actorRef(actor) } });
		else await tx.terminalRight.deleteMany({ where: key });
		await audit(tx, {
			...{ actor, action: "access.manage", subject, teamId: owner.id, environment },
			...{ before: { terminal: !allowed }, after: { terminal: allowed } },
		});
		await touch(tx, ["terminal-rights", "workloads"]);
	});
}
