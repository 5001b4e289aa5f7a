import { db } from "#server/platform/database.ts";

/** An item or a pull request that reached an image; `teamId` and `assigneeId` are an item's. */
export type Carried = {
	kind: "item" | "pull-request";
	id: string;
	key: string;
	teamId: string | null;
	assigneeId: string | null;
};

/**
 * The items and pull requests that one image carries and the other does not: of the images it succeeds, those that the other one
 * does not succeed, and from them backwards through runs, commits and pull requests. What both carry some of is none of it.
 */
export function carriedBetween(digest: string, other: string): Promise<Carried[]> {
	return db().$queryRaw<Carried[]>`
		with recursive images as (
			select id, key = ${other} as kept from "LoopNode" where kind = 'artifact' and key in (${digest}, ${other})
			union
			select e."fromId", i.kept from images i join "LoopEdge" e on e."toId" = i.id and e.kind = 'succeeded-by'
		), behind as (
			select id, kept, 0 as depth from images where kept or id not in (select id from images where kept)
			union
			select e."fromId", b.kept, b.depth + 1 from behind b join "LoopEdge" e on e."toId" = b.id
			where b.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		), mine as (
			select id from behind group by id having not bool_or(kept)
		)
		select n.kind, coalesce(n."itemId", n."pullRequestId")::text as id, n.key,
			i."teamId"::text as "teamId", i."assigneeId"::text as "assigneeId"
		from mine join "LoopNode" n on n.id = mine.id left join "Item" i on i.id = n."itemId"
		where n."itemId" is not null or n."pullRequestId" is not null order by n.kind, n.key limit 200`;
}
