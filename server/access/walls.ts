import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { hashToken } from "./secret-token.ts";

/** The wall screen behind a token, or null when it is unknown or revoked. */
export async function findWallActor(token: string): Promise<Extract<Actor, { kind: "wall" }> | null> {
	const screen = await db().wallScreen.findUnique({ where: { tokenHash: hashToken(token) } });
	if (!screen || screen.revokedAt) return null;
	return { kind: "wall", id: screen.id, teamId: screen.teamId };
}
