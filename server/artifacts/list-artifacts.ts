import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import type { Prisma } from "../../prisma/generated/client.ts";
import { artifactAnswers, artifactInclude } from "./artifact-row.ts";

export const artifactFilterSchema = z.object({
	q: z.string().trim().max(100).optional(),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
type Filter = z.infer<typeof artifactFilterSchema> & { service?: string; runId?: string };

/** Images of a service or of a run, newest first, a page at a time. `cursor` is the last one's id. */
export async function listArtifacts(actor: Actor, filter: Filter) {
	await authorize(actor, "artifacts.read", {
		subject: { kind: "artifacts", id: filter.service ?? filter.runId ?? "all" },
	});
	const rows = await db().artifact.findMany({
		where: whereOf(filter),
		include: artifactInclude,
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: filter.limit + 1,
		...(filter.cursor && { cursor: { id: filter.cursor }, skip: 1 }),
	});
	const page = rows.slice(0, filter.limit);
	return {
		items: await artifactAnswers(db(), page),
		nextCursor: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null,
	};
}

function whereOf({ service, runId, q }: Filter): Prisma.ArtifactWhereInput {
	return {
		...(service && { service: { name: service.toLowerCase() } }),
		...(runId && { runId }),
		...(q && {
			OR: [
				{ version: { startsWith: q } },
				{ digest: { startsWith: q.startsWith("sha256:") ? q : `sha256:${q}` } },
				{ commitSha: { startsWith: q.toLowerCase() } },
				{ tags: { has: q } },
			],
		}),
	};
}
