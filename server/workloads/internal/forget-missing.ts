import type { Kind } from "#server/connectors/kubernetes/resources.ts";
import { forgetTarget } from "#server/deployments/observe-target.ts";
import { db } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { ClusterState } from "./cluster-state.ts";
import { workloadsKeys } from "./flush-pods.ts";

/**
 * Takes out what went away while nobody watched. Runs once after every kind was listed, and only for kinds that were: what may
 * not be read is not gone.
 */
export async function forgetMissing(connectionId: string, state: ClusterState, read: ReadonlySet<Kind>): Promise<void> {
	const known = await db().workload.findMany({
		where: { connectionId, deletedAt: null, kind: { in: [...read] } },
		select: {
			id: true,
			uid: true,
			connectionId: true,
			namespace: true,
			kind: true,
			name: true,
			service: { select: { name: true } },
		},
	});
	const there = new Set(
		[...state.workloads.values()].map(({ namespace, kind, name }) => `${namespace}/${kind}/${name}`),
	);
	for (const gone of known.filter(({ namespace, kind, name }) => !there.has(`${namespace}/${kind}/${name}`))) {
		await transaction(async (tx) => {
			await tx.workload.update({ where: { id: gone.id }, data: { deletedAt: new Date(), ready: 0, available: 0 } });
			await tx.pod.deleteMany({ where: { workloadId: gone.id } });
			await forgetTarget(tx, gone);
			await touch(tx, workloadsKeys(gone.service?.name));
		});
	}
	if (!read.has("Pod")) return;
	const uids = [...state.pods.keys()];
	await db()
		.$executeRaw`delete from "Pod" where "connectionId" = ${connectionId}::uuid and not (uid = any(${uids}::text[]))`;
}
