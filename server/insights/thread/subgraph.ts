import type { Reader } from "#server/platform/database.ts";

/** Nodes and joints around a subject. */
export type Subgraph = { nodeIds: string[]; edges: SubgraphEdge[]; truncated: boolean };
export type SubgraphEdge = { fromId: string; toId: string; kind: string; evidence: unknown; confidence: string };

const maxDepth = 8;
const maxNodes = 240;

/**
 * What lies ahead of a node in the loop, and what lies behind it: forward along the joints, and backward along them.
 * Never forward and back again, so siblings (other commits of the same image) stay out; nor on to
 * the images that came after. Nearest first, at most 240 nodes.
 */
export async function loadSubgraph(reader: Reader, nodeId: string): Promise<Subgraph> {
	const found = await reader.$queryRaw<{ id: string; depth: number }[]>`
		with recursive ahead as (
			select ${nodeId}::uuid as id, 0 as depth
			union
			select e."toId", a.depth + 1 from ahead a join "LoopNode" n on n.id = a.id join "LoopEdge" e on e."fromId" = a.id
			where a.depth < ${maxDepth} and (a.depth = 0 or n.kind <> 'item') and e.kind <> 'succeeded-by'
		), behind as (
			select ${nodeId}::uuid as id, 0 as depth
			union
			select e."fromId", b.depth + 1 from behind b join "LoopNode" n on n.id = b.id join "LoopEdge" e on e."toId" = b.id
			where b.depth < ${maxDepth} and (b.depth = 0 or n.kind <> 'item') and e.kind <> 'succeeded-by'
		)
		select id::text, min(depth)::int as depth from (select * from ahead union all select * from behind) reached
		group by id order by 2, 1 limit ${maxNodes + 1}`;
	const nodeIds = found.slice(0, maxNodes).map(({ id }) => id);
	const edges = await reader.$queryRaw<SubgraphEdge[]>`
		select "fromId"::text as "fromId", "toId"::text as "toId", kind, evidence, confidence from "LoopEdge"
		where kind <> 'succeeded-by' and "fromId" = any(${nodeIds}::uuid[]) and "toId" = any(${nodeIds}::uuid[])`;
	return { nodeIds, edges, truncated: found.length > maxNodes };
}
