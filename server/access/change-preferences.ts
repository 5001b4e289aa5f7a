import type { Actor } from "#server/platform/actor.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";
import { getMe, personIdOf } from "./get-me.ts";
import { type Me, type Preferences, preferencesSchema } from "./schema.ts";

/** Keeps one's own language and theme. */
export async function changePreferences(actor: Actor, input: Preferences): Promise<Me> {
	const { locale, theme } = preferencesSchema.parse(input);
	const id = personIdOf(actor);
	await authorize(actor, "self.manage", { subject: { kind: "person", id } });
	const data = { ...(locale && { locale }), ...(theme && { theme }) };
	await transaction(async (tx) => {
		await tx.person.update({ where: { id }, data });
		await audit(tx, { actor, action: "self.manage", subject: { kind: "person", id }, after: data });
		await touch(tx, [`person:${id}`]);
	});
	return getMe(actor);
}
