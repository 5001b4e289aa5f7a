import type { PodObject } from "#server/connectors/kubernetes/pod-object.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { fingerprintOf } from "./essence.ts";
import { savePods } from "./save-pods.ts";

/** What the tables hold of a workload: its row, whose it is, and the pods as they were written. */
export type Written = {
	workloadId: string;
	service: string | null;
	/** Service and environment, by their ids; null when it carries no service. */
	place: string | null;
	essence: string;
	pods: ReadonlyMap<string, PodObject>;
};

/** A workload whose pods changed while its essence did not: what was written, and the pods that it has now. */
export type PodsChanged = { written: Written; pods: PodObject[] };

/** The live key of a service's workloads; of what no service claims there is no screen. */
export const workloadsKeys = (service: string | null | undefined): string[] =>
	service ? [`service-workloads:${service}`] : [];

export const byUid = (pods: PodObject[]): Map<string, PodObject> => new Map(pods.map((pod) => [pod.uid, pod]));

/** Writes pods of many workloads in one transaction: those that changed, and those that are gone. */
export async function flushPods(connectionId: string, changes: PodsChanged[]): Promise<void> {
	const now = new Date();
	const changed = changes.flatMap(({ written: { workloadId, pods: before }, pods }) =>
		pods.filter((pod) => before.get(pod.uid) !== pod).map((pod) => ({ workloadId, pod })),
	);
	const gone = changes.flatMap(({ written, pods }) => {
		const there = new Set(pods.map(({ uid }) => uid));
		return [...written.pods.keys()].filter((uid) => !there.has(uid));
	});
	if (changed.length + gone.length === 0) return;
	const prints = changes.map(({ written, pods }) => ({
		id: written.workloadId,
		fingerprint: fingerprintOf(written.essence, pods),
	}));
	await transaction(async (tx) => {
		if (gone.length > 0) await tx.pod.deleteMany({ where: { connectionId, uid: { in: gone } } });
		await savePods(tx, changed, { connectionId, now });
		await tx.$executeRaw`
			update "Workload" w set fingerprint = r.fingerprint, "observedAt" = ${now}
			from jsonb_to_recordset(${JSON.stringify(prints)}::jsonb) as r(id uuid, fingerprint text) where w.id = r.id`;
		await touch(
			tx,
			changes.flatMap(({ written: { service } }) => workloadsKeys(service)),
		);
	});
}
