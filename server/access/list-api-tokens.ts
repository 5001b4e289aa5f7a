import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { personIdOf } from "./get-me.ts";
import type { Token } from "./schema.ts";

/** One's own tokens that still work, newest first. */
export function listApiTokens(actor: Actor): Promise<Token[]> {
	return db().apiToken.findMany({
		where: { personId: personIdOf(actor), revokedAt: null, expiresAt: { gt: new Date() } },
		orderBy: { createdAt: "desc" },
		take: 200,
	});
}
