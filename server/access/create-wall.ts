import type { Actor } from "#server/platform/actor.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";
import { requirePerson } from "./require-person.ts";
import { type NewWall, newWallSchema } from "./schema.ts";
import { newSecretToken } from "./secret-token.ts";

/** Makes an address that shows a team's wall without a login. The address is told once, in this answer. */
export async function createWall(actor: Actor, input: NewWall): Promise<{ id: string; url: string }> {
	const { name, team: teamName, locale } = newWallSchema.parse(input);
	const team = await db().team.findUnique({ where: { name: teamName } });
	if (!team) throw notFound("team", teamName);
	await authorize(actor, "wall.manage", { teamId: team.id, subject: { kind: "team", id: team.id } });
	const createdBy = requirePerson(actor).id;
	const { token, hash } = newSecretToken("wall_");
	return transaction(async (tx) => {
		const { id } = await tx.wallScreen.create({ data: { name, locale, teamId: team.id, createdBy, tokenHash: hash } });
		const subject = { kind: "wall", id };
		await recordEvent(tx, { type: "wall.created", actor, subject, teamId: team.id, data: { name } });
		await audit(tx, { actor, action: "wall.manage", subject, teamId: team.id, after: { name, locale } });
		return { id, url: new URL(`/wall/${token}`, config().LAZO_URL).href };
	});
}
