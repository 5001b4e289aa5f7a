import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "../audit.ts";
import { authorize } from "../authorize.ts";
import { findTeam } from "./get-on-call.ts";
import { loadRota } from "./load-rota.ts";
import { onCallKeys } from "./set-rota.ts";

/** Takes a team's rota away, with its overrides: nobody is on call any more. Throws Problem 403, 404. */
export async function removeRota(actor: Actor, teamName: string): Promise<void> {
	const team = await findTeam(db(), teamName);
	const subject = { kind: "team", id: team.id };
	await authorize(actor, "on-call.manage", { teamId: team.id, subject });
	const before = await loadRota(db(), team.id, new Date());
	if (!before) throw notFound("rota of team", teamName);
	await transaction(async (tx) => {
		await tx.onCallRota.deleteMany({ where: { teamId: team.id } });
		await audit(tx, {
			...{ actor, action: "on-call.manage", subject, teamId: team.id },
			before: { ...before.rota, people: before.people.map(({ login }) => login) },
		});
		await touch(tx, onCallKeys(team.id));
	});
}
