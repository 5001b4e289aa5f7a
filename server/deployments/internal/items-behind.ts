import type { Reader } from "#server/platform/database.ts";

export type ItemBehind = { id: string; key: string; title: string; type: string };

/** The items that commits implement, by their own word or by that of the pull request they came in; by key. */
export function itemsBehind(reader: Reader, commitIds: readonly string[]): Promise<ItemBehind[]> {
	return reader.$queryRaw<ItemBehind[]>`
		with tied as (
			select e."fromId" as "itemNode" from "LoopNode" n
			join "LoopEdge" e on e."toId" = n.id and e.kind = 'implemented-by'
			where n."commitId" = any(${commitIds}::uuid[])
			union
			select i."fromId" from "LoopNode" n
			join "LoopEdge" c on c."toId" = n.id and c.kind = 'contains'
			join "LoopEdge" i on i."toId" = c."fromId" and i.kind = 'implemented-by'
			where n."commitId" = any(${commitIds}::uuid[])
		)
		select distinct i.id::text, i.key, i.title, i.type from tied
		join "LoopNode" n on n.id = tied."itemNode" join "Item" i on i.id = n."itemId"
		order by i.key limit 200`;
}
