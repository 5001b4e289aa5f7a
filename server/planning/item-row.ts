import { z } from "zod";
import type { Reader } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { Item } from "./schema.ts";

export const itemInclude = {
	assignee: { select: { id: true, login: true, name: true } },
	service: { select: { id: true, name: true } },
	sprint: { select: { id: true, name: true } },
	team: { select: { id: true, name: true, title: true } },
	node: { select: { id: true, projection: { select: { stations: true } } } },
} as const satisfies Prisma.ItemInclude;

export type ItemRow = Prisma.ItemGetPayload<{ include: typeof itemInclude }>;
type Where = Item["where"];
const stationsSchema = z.array(
	z.object({
		state: z.enum(["none", "waiting", "running", "done", "failed"]),
		at: z.string().nullable(),
		evidence: z.array(
			z.object({
				kind: z.string(),
				id: z.string(),
				label: z.string(),
				who: z.string().nullable(),
				state: z.string().nullable(),
			}),
		),
	}),
);

/** Rows as the screens get them, with where each item's image runs now. One query for all of them. */
export async function itemAnswers(reader: Reader, rows: ItemRow[]): Promise<Item[]> {
	const places = await whereabouts(
		reader,
		rows.flatMap(({ node }) => (node ? [node.id] : [])),
	);
	return rows.map((row) => answerOf(row, places.get(row.node?.id ?? "") ?? []));
}

function answerOf(row: ItemRow, where: Where): Item {
	const stations = stationsSchema.safeParse(row.node?.projection?.stations);
	return {
		id: row.id,
		key: row.key,
		title: row.title,
		type: row.type as Item["type"],
		priority: row.priority as Item["priority"],
		state: row.state as Item["state"],
		rank: row.rank,
		estimate: row.estimate,
		labels: row.labels,
		carriedOver: row.carriedOver,
		assignee: row.assignee,
		service: row.service,
		sprint: row.sprint,
		team: row.team,
		triage: row.triage as Item["triage"],
		stations: stations.success ? stations.data : null,
		where,
		createdAt: row.createdAt.toISOString(),
		updatedAt: row.updatedAt.toISOString(),
		version: row.version,
	};
}

type Place = { nodeId: string; environment: string; status: string; since: Date | null };

/**
 * For each item node: the environments whose running digest carries its commits, by the pods' own word. The image that carries
 * them first does, and so does every one that succeeds it.
 */
async function whereabouts(reader: Reader, nodeIds: string[]): Promise<Map<string, Where>> {
	if (nodeIds.length === 0) return new Map();
	const rows = await reader.$queryRaw<Place[]>`
		with recursive ahead as (
			select id as origin, id, 0 as depth from "LoopNode" where id = any(${nodeIds}::uuid[])
			union
			select a.origin, e."toId", a.depth + 1 from ahead a join "LoopEdge" e on e."fromId" = a.id
			where a.depth < 4 and e.kind in ('implemented-by', 'contains', 'built-by', 'produced', 'packaged-as')
		), carriers as (
			select a.origin, a.id from ahead a join "LoopNode" n on n.id = a.id and n.kind = 'artifact'
			union
			select c.origin, e."toId" from carriers c join "LoopEdge" e on e."fromId" = c.id and e.kind = 'succeeded-by'
		)
		select distinct c.origin::text as "nodeId", env.name as environment, env.rank, se.status, se."runningSince" as since
		from carriers c join "LoopNode" n on n.id = c.id
		join "ServiceEnvironment" se on se."runningDigest" = n.key
		join "Environment" env on env.id = se."environmentId" order by env.rank`;
	const places = new Map<string, Where>();
	for (const { nodeId, environment, status, since } of rows) {
		const list = places.get(nodeId) ?? [];
		list.push({ environment, status, since: since?.toISOString() ?? null });
		places.set(nodeId, list);
	}
	return places;
}
