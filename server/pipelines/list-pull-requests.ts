import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { findRepositoryOf } from "./ingest/find-repository-of.ts";
import { pullRequestSchema } from "./schema.ts";

export const pullFilterSchema = z.object({
	state: z.enum(["open", "closed", "merged"]).default("open"),
	cursor: z.uuid().optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Pull requests of a service's repository, oldest first. `cursor` is the last one's id. Throws Problem 404. */
export async function listPullRequests(
	actor: Actor,
	{ service, state, cursor, limit }: z.infer<typeof pullFilterSchema> & { service: string },
) {
	await authorize(actor, "pipelines.read", { subject: { kind: "service", id: service } });
	const entity = await db().entity.findFirst({
		where: { kind: "component", name: service.toLowerCase() },
		orderBy: { namespace: "asc" },
	});
	if (!entity) throw notFound("service", service);
	const repository = await findRepositoryOf(db(), entity);
	if (!repository) return { items: [], nextCursor: null };
	const rows = await db().pullRequest.findMany({
		where: { repositoryId: repository.id, state },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
		take: limit + 1,
		...(cursor && { cursor: { id: cursor }, skip: 1 }),
	});
	const items = rows.slice(0, limit).map(({ createdAt, updatedAt, authorLogin, ...row }) =>
		pullRequestSchema.parse({
			...row,
			repository: repository.slug,
			author: authorLogin,
			createdAt: createdAt.toISOString(),
			updatedAt: updatedAt.toISOString(),
		}),
	);
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
