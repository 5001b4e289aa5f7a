import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "../audit.ts";
import { authorize } from "../authorize.ts";
import { findTeam } from "./get-on-call.ts";
import { loadRota, mostOverrides } from "./load-rota.ts";
import { type AddOverride, addOverrideSchema } from "./schema.ts";
import { findPeople, onCallKeys } from "./set-rota.ts";

/**
 * Puts somebody else on call for a while, or nobody. Throws Problem 403, 404, 409 `no-rota` or `too-many-overrides`,
 * 422 `unknown-person` or `override-over`.
 */
export async function addOverride(actor: Actor, teamName: string, input: AddOverride): Promise<{ id: string }> {
	const { person, reason, ...times } = addOverrideSchema.parse(input);
	const team = await findTeam(db(), teamName);
	const subject = { kind: "team", id: team.id };
	await authorize(actor, "on-call.manage", { teamId: team.id, subject });
	const now = new Date();
	const from = new Date(times.from);
	const until = new Date(times.until);
	if (until <= now) throw invalid("override-over", "This time is over already. Choose one that ends later than now.");
	const [personId = null] = person === null ? [] : await findPeople(db(), [person]);
	await refuseWithoutRoom(team, now);
	return transaction(async (tx) => {
		const data = { teamId: team.id, personId, from, until, reason, createdBy: actorRef(actor) };
		const { id } = await tx.onCallOverride.create({ data });
		const after = { override: { id, person, ...times, reason } };
		await audit(tx, { actor, action: "on-call.manage", subject, teamId: team.id, after });
		await touch(tx, onCallKeys(team.id));
		return { id };
	});
}

async function refuseWithoutRoom(team: { id: string; title: string }, now: Date): Promise<void> {
	const loaded = await loadRota(db(), team.id, now);
	if (!loaded)
		throw conflict("no-rota", `${team.title} has no rota that could be overridden. Set its rota first.`, {
			team: team.title,
		});
	if (loaded.overrides.length >= mostOverrides)
		throw conflict(
			"too-many-overrides",
			`${team.title} has ${mostOverrides} overrides that are not over. Change the rota instead, or remove some.`,
			{ team: team.title, most: mostOverrides },
		);
}
