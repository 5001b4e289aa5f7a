import { findWallActor } from "#server/access/walls.ts";
import { getWall } from "#server/views/wall/get-wall.ts";
import type { WallView } from "#server/views/wall/schema.ts";

/** A wall for the first drawing of its page; null when the token is unknown or the database is away: the screen tries again by itself. */
export async function readWall(token: string): Promise<WallView | null> {
	try {
		const actor = await findWallActor(token);
		return actor && (await getWall(actor));
	} catch {
		return null;
	}
}
