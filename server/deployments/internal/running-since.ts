import type { Transaction } from "#server/platform/database.ts";

type Running = { serviceId: string; environmentId: string; digest: string; podsSince: Date };

/**
 * Since when a digest runs in a place: since the last rollout there that worked, when that brought this digest, else since
 * its pods are there. Pods are younger than their version: they are replaced when a node goes.
 */
export async function runningSince(tx: Transaction, { podsSince, digest, ...place }: Running): Promise<Date> {
	const last = await tx.deployment.findFirst({
		where: { ...place, status: { in: ["watching", "succeeded"] } },
		orderBy: { requestedAt: "desc" },
		select: { digest: true, rolledOutAt: true },
	});
	if (last?.digest !== digest || !last.rolledOutAt) return podsSince;
	return last.rolledOutAt < podsSince ? last.rolledOutAt : podsSince;
}

/** Dates what runs in a place by a deployment of the past, when that is the last one there that worked. Safe to repeat. */
export async function dateByPast(
	tx: Transaction,
	past: { id: string; serviceId: string; environmentId: string; digest: string | null; rolledOutAt: Date | null },
): Promise<void> {
	const { serviceId, environmentId, digest, rolledOutAt } = past;
	if (!digest || !rolledOutAt) return;
	const last = await tx.deployment.findFirst({
		where: { serviceId, environmentId, status: { in: ["watching", "succeeded"] } },
		orderBy: { requestedAt: "desc" },
		select: { id: true },
	});
	if (last?.id !== past.id) return;
	await tx.serviceEnvironment.updateMany({
		where: { serviceId, environmentId, runningDigest: digest },
		data: { runningSince: rolledOutAt },
	});
}
