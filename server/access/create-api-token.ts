import type { Actor } from "#server/platform/actor.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { audit } from "./audit.ts";
import { authorize } from "./authorize.ts";
import { requirePerson } from "./require-person.ts";
import { type CreatedToken, type NewToken, newTokenSchema } from "./schema.ts";
import { newSecretToken } from "./secret-token.ts";

const dayMs = 24 * 3600 * 1_000;
const shown = "lazo_".length + 6;

/** Makes a token with some of one's own rights until a day. Its secret is in this answer and nowhere else. */
export async function createApiToken(actor: Actor, input: NewToken): Promise<CreatedToken> {
	const { name, scopes, days } = newTokenSchema.parse(input);
	const person = requirePerson(actor);
	await authorize(actor, "self.manage", { subject: { kind: "person", id: person.id } });
	const { token, hash } = newSecretToken("lazo_");
	const created = await transaction(async (tx) => {
		const row = await tx.apiToken.create({
			data: {
				name,
				scopes: [...new Set(scopes)],
				personId: person.id,
				prefix: token.slice(0, shown),
				tokenHash: hash,
				expiresAt: new Date(Date.now() + days * dayMs),
			},
		});
		await audit(tx, {
			actor,
			action: "self.manage",
			subject: { kind: "token", id: row.id },
			after: { name, scopes, days },
		});
		await touch(tx, [`person:${person.id}`]);
		return row;
	});
	return { ...created, token };
}
