import type { Transaction } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import type { Workload } from "../../../prisma/generated/client.ts";
import type { ChangedBounds, Operate } from "./schema.ts";

/** The bounds of a workload's autoscaler as last seen, and as asked for. Throws Problem 404 without one, 409 with several. */
export async function findBounds(
	tx: Transaction,
	{ connectionId, namespace, kind, name }: Workload,
	{ minReplicas, maxReplicas }: Operate,
): Promise<{ before: ChangedBounds; after: ChangedBounds }> {
	const [only, other] = await tx.autoscaler.findMany({
		where: { connectionId, namespace, targetKind: kind, targetName: name },
		orderBy: { name: "asc" },
		take: 2,
	});
	if (!only) throw notFound("autoscaler", name);
	if (other)
		throw conflict(
			"several-autoscalers",
			"Several autoscalers scale this workload and work against each other. Remove one.",
			{
				...{ first: only.name, second: other.name },
			},
		);
	const before = { min: only.minReplicas, max: only.maxReplicas, autoscaler: only.name };
	return { before, after: { ...before, min: minReplicas ?? before.min, max: maxReplicas ?? before.max } };
}
