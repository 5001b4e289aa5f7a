import type { Reader } from "#server/platform/database.ts";

/**
 * Where the work of an item, pull request or commit got to: of the images that carry it, the first one and all that succeed it,
 * the latest deployment per service and environment, and the images that run somewhere now. Node ids; none for other subjects,
 * which speak of one image only.
 */
export async function findLaterNodes(reader: Reader, subjectId: string): Promise<string[]> {
	const rows = await reader.$queryRaw<{ id: string }[]>`
		with recursive ahead as (
			select id, 0 as depth from "LoopNode"
			where id = ${subjectId}::uuid and kind in ('item', 'pull-request', 'commit')
			union
			select e."toId", a.depth + 1 from ahead a join "LoopEdge" e on e."fromId" = a.id
			where a.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		), carriers as (
			select n.id, n.key from ahead a join "LoopNode" n on n.id = a.id and n.kind = 'artifact'
			union
			select n.id, n.key from carriers c
			join "LoopEdge" e on e."fromId" = c.id and e.kind = 'succeeded-by' join "LoopNode" n on n.id = e."toId"
		), latest as (
			select distinct on (d."serviceId", d."environmentId") n.id from carriers c
			join "LoopEdge" e on e."fromId" = c.id and e.kind = 'deployed-as'
			join "LoopNode" n on n.id = e."toId" join "Deployment" d on d.id = n."deploymentId"
			where d.status <> 'superseded' order by d."serviceId", d."environmentId", d."requestedAt" desc
		)
		select id::text from latest
		union
		select c.id::text from carriers c join "ServiceEnvironment" se on se."runningDigest" = c.key`;
	return rows.map(({ id }) => id);
}
