import type { Reader } from "#server/platform/database.ts";
import { rankBetween } from "./rank.ts";

/** The rank below the last card of a column. */
export async function lastRank(reader: Reader, teamId: string, state: string): Promise<string> {
	const last = await reader.item.findFirst({
		where: { teamId, state },
		orderBy: { rank: "desc" },
		select: { rank: true },
	});
	return rankBetween(last?.rank ?? null, null);
}
