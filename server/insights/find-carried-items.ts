import type { Reader } from "#server/platform/database.ts";

/** Looked at behind one image: so many images, and so many items of theirs. */
const [mostImages, mostItems] = [20, 60];

/**
 * The nodes of the items that reached an environment with an image although an earlier one carries them first: those of the images
 * before it, back to the last one that stood there, that one's too. Nearest first.
 */
export async function findCarriedItems(
	reader: Reader,
	{ artifactNodeId, environmentId }: { artifactNodeId: string; environmentId: string },
): Promise<string[]> {
	const rows = await reader.$queryRaw<{ id: string }[]>`
		with recursive back as (
			select ${artifactNodeId}::uuid as id, 0 as depth, false as stood
			union
			select e."fromId", b.depth + 1, exists (
				select 1 from "LoopEdge" de join "LoopNode" dn on dn.id = de."toId" join "Deployment" d on d.id = dn."deploymentId"
				where de."fromId" = e."fromId" and de.kind = 'deployed-as' and d."environmentId" = ${environmentId}::uuid
					and d.status in ('watching', 'succeeded')
			)
			from back b join "LoopEdge" e on e."toId" = b.id and e.kind = 'succeeded-by'
			where not b.stood and b.depth < ${mostImages}
		), behind as (
			select id, depth as distance, 0 as depth from (select id, depth from back where depth > 0 limit ${mostImages}) images
			union
			select e."fromId", b.distance, b.depth + 1 from behind b join "LoopEdge" e on e."toId" = b.id
			where b.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		)
		select n.id::text from behind b join "LoopNode" n on n.id = b.id
		where n.kind = 'item' group by n.id order by min(b.distance), n.id limit ${mostItems}`;
	return rows.map(({ id }) => id);
}
