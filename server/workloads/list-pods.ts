import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { podsAfter } from "./internal/first-pods.ts";
import { podOf } from "./list-service-workloads.ts";
import type { Pod } from "./schema.ts";

type Page = { cursor?: string | undefined; limit: number };

/** The pods of a workload, page by page, those that are not ready first. Throws Problem 403, 404, 422 for a wrong cursor. */
export async function listPods(
	actor: Actor,
	workloadId: string,
	{ cursor, limit }: Page,
): Promise<{ items: Pod[]; nextCursor: string | null }> {
	await authorize(actor, "workloads.read", { subject: { kind: "workload", id: workloadId } });
	const there = await db().workload.count({ where: { id: workloadId, deletedAt: null } });
	if (there === 0) throw notFound("workload", workloadId);
	const { pods, next } = await podsAfter(workloadId, { cursor, limit });
	return { items: pods.map(podOf), nextCursor: next };
}
