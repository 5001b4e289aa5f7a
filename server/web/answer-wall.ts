import { findWallActor } from "#server/access/walls.ts";
import { isDatabaseAway } from "#server/platform/is-database-away.ts";
import { log } from "#server/platform/log.ts";
import { getWall } from "#server/views/wall/get-wall.ts";
import { wallSchema } from "#server/views/wall/schema.ts";

const noStore = { "cache-control": "no-store" };

/** What a wall screen shows, by its token. 404 for a token that is unknown or revoked; 503 while the database is away. */
export async function answerWall(
	_request: Request,
	{ params }: { params: Promise<{ token: string }> },
): Promise<Response> {
	try {
		const actor = await findWallActor((await params).token);
		if (actor?.kind !== "wall")
			return Response.json(
				{ code: "wall.unknown", detail: "There is no wall screen at this address, or it was revoked." },
				{ status: 404, headers: noStore },
			);
		return Response.json(wallSchema.parse(await getWall(actor)), { headers: noStore });
	} catch (error) {
		log.warn({ error: error instanceof Error ? error.message : String(error) }, "a wall screen could not be answered");
		return Response.json(
			{ code: isDatabaseAway(error) ? "database-away" : "internal", detail: "Lazo cannot answer at the moment." },
			{ status: 503, headers: noStore },
		);
	}
}
