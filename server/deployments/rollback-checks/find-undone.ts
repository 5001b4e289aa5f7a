import type { Reader } from "#server/platform/database.ts";
import { commitsOnlyIn } from "../internal/commits-only-in.ts";
import { findArtifact } from "../internal/current-revision.ts";
import { type ItemBehind, itemsBehind } from "../internal/items-behind.ts";
import { findAdvisories } from "./find-advisories.ts";
import { incidentTitleSchema, type UndoneFix } from "./schema.ts";

/** What a way back takes away. `fixes`: of incidents that these items were filed for. `advisories`: that its commits name. */
export type Undone = { commits: number; items: ItemBehind[]; fixes: UndoneFix[]; advisories: string[] };
type Way = { from: string | null; to: string | null };

/** What is lost on the way from one digest back to another; null when their commits or what lies between is not known. */
export async function findUndone(reader: Reader, { from, to }: Way): Promise<Undone | null> {
	if (!from || !to) return null;
	const [newer, older] = await Promise.all([findArtifact(reader, from), findArtifact(reader, to)]);
	if (!newer?.commitSha || !older?.commitSha) return null;
	const commits = await commitsOnlyIn(reader, { of: newer.commitSha, without: older.commitSha });
	if (!commits) return null;
	const [items, advisories] = await Promise.all([itemsBehind(reader, commits), findAdvisories(reader, commits)]);
	return { commits: commits.length, items, fixes: await fixesAmong(reader, items), advisories };
}

/** A fix of trouble that is over: without it, the trouble may come back. */
export const mayReturn = ({ open }: UndoneFix): boolean => !open;

/** The newest incident of every family that one of these items, a part of it or its duplicate, was filed for. */
async function fixesAmong(reader: Reader, items: readonly ItemBehind[]): Promise<UndoneFix[]> {
	const ids = items.map(({ id }) => id);
	if (ids.length === 0) return [];
	const families = await reader.incidentFamily.findMany({
		where: {
			item: {
				OR: [
					{ id: { in: ids } },
					{ children: { some: { id: { in: ids } } } },
					{ duplicates: { some: { id: { in: ids } } } },
				],
			},
		},
		select: {
			item: { select: { key: true } },
			incidents: { orderBy: { startedAt: "desc" }, take: 1 },
			_count: { select: { incidents: { where: { resolvedAt: null } } } },
		},
		take: 50,
	});
	return families
		.flatMap(({ item, incidents: [incident], _count }) =>
			item && incident
				? {
						incidentId: incident.id,
						number: incident.number,
						title: incidentTitleSchema.catch({ code: "unknown" }).parse(incident.title),
						open: _count.incidents > 0,
						itemKey: item.key,
					}
				: [],
		)
		.sort((a, b) => b.number - a.number);
}
