import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { railSchema, type Station, type ThreadNode } from "./schema.ts";
import { describeThing } from "./thread/describe.ts";
import { loadThings } from "./thread/things.ts";

export const threadFilterSchema = z.object({
	q: z.string().max(100).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(40),
});

/** Items, versions and incidents whose thread moved last, each with its stations; or those whose key begins with `q`. */
export async function listThreads(
	actor: Actor,
	{ q, limit }: z.output<typeof threadFilterSchema>,
): Promise<{ node: ThreadNode; stations: Station[] }[]> {
	await authorize(actor, "loop.read", { subject: { kind: "threads", id: q ?? "recent" } });
	const where = q
		? {
				OR: [
					{ key: { startsWith: q } },
					{ key: { startsWith: q.toUpperCase() } },
					{ key: { startsWith: `sha256:${q}` } },
				],
			}
		: { kind: { in: ["item", "artifact", "incident"] } };
	const rows = await db().loopProjection.findMany({
		where: { node: where },
		orderBy: { updatedAt: "desc" },
		take: limit,
	});
	const things = new Map(
		(
			await loadThings(
				db(),
				rows.map(({ nodeId }) => nodeId),
			)
		).map((thing) => [thing.id, thing]),
	);
	return rows.flatMap((row) => {
		const thing = things.get(row.nodeId);
		const node = thing && describeThing(thing);
		const stations = railSchema.safeParse(row.stations);
		return node ? [{ node, stations: stations.success ? stations.data : [] }] : [];
	});
}
