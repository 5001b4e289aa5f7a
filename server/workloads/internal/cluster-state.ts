import type { AnalysisRunObject } from "#server/connectors/kubernetes/analysis-run-object.ts";
import type { NamespaceObject, ReplicaSetObject, WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import type { EventObject, PodObject } from "#server/connectors/kubernetes/pod-object.ts";

/** What is known of a cluster at this moment, in memory; the tables follow it. */
export type ClusterState = {
	namespaces: Map<string, NamespaceObject>;
	workloads: Map<string, WorkloadObject>;
	replicaSets: Map<string, ReplicaSetObject>;
	pods: Map<string, PodObject>;
	/** By namespace and name of a Deployment: its uid, and that of the Rollout that takes its template from it. */
	deployments: Map<string, string>;
	takers: Map<string, string>;
	/** Uids of ReplicaSets by their workload, of pods by their owner. */
	replicaSetsOf: Map<string, Set<string>>;
	podsOf: Map<string, Set<string>>;
	/** AnalysisRuns of Argo Rollouts. */
	analyses: Map<string, AnalysisRunObject>;
	events: Map<string, EventObject>;
	/** The last pods that were not let in, by `refusalKey` of their owner. */
	refusals: Map<string, { reason: string; message: string; at: Date }>;
};

type Owner = { kind: string; namespace: string; name: string };
export const refusalKey = ({ kind, namespace, name }: Owner): string => `${kind}/${namespace}/${name}`;

export const emptyState = (): ClusterState => ({
	namespaces: new Map(),
	workloads: new Map(),
	replicaSets: new Map(),
	pods: new Map(),
	deployments: new Map(),
	takers: new Map(),
	replicaSetsOf: new Map(),
	podsOf: new Map(),
	analyses: new Map(),
	events: new Map(),
	refusals: new Map(),
});

/** Notes an owned object; returns the uids of owners that it touches, the one it left too. */
export function putOwned<T extends { uid: string; ownerUid: string | null }>(
	index: { objects: Map<string, T>; byOwner: Map<string, Set<string>> },
	object: T,
): string[] {
	const before = index.objects.get(object.uid)?.ownerUid ?? null;
	if (before && before !== object.ownerUid) index.byOwner.get(before)?.delete(object.uid);
	index.objects.set(object.uid, object);
	if (object.ownerUid) {
		const owned = index.byOwner.get(object.ownerUid) ?? new Set();
		index.byOwner.set(object.ownerUid, owned.add(object.uid));
	}
	return [before, object.ownerUid].filter((uid) => uid !== null);
}

export function dropOwned<T extends { uid: string; ownerUid: string | null }>(
	index: { objects: Map<string, T>; byOwner: Map<string, Set<string>> },
	object: T,
): void {
	index.objects.delete(object.uid);
	if (!object.ownerUid) return;
	const owned = index.byOwner.get(object.ownerUid);
	owned?.delete(object.uid);
	if (owned?.size === 0) index.byOwner.delete(object.ownerUid);
}

const pick = <T>(objects: Map<string, T>, uids: Iterable<string>): T[] =>
	[...uids].map((uid) => objects.get(uid)).filter((object) => object !== undefined);

export const replicaSetsOf = (state: ClusterState, workloadUid: string): ReplicaSetObject[] =>
	pick(state.replicaSets, state.replicaSetsOf.get(workloadUid) ?? []);

/** Pods of a workload: its own (StatefulSet, DaemonSet) and those of its ReplicaSets. */
export function podsOf(state: ClusterState, workloadUid: string): PodObject[] {
	const owners = [workloadUid, ...(state.replicaSetsOf.get(workloadUid) ?? [])];
	return owners.flatMap((owner) => pick(state.pods, state.podsOf.get(owner) ?? []));
}

/** The workload at the top of a pod's or ReplicaSet's owners. */
export const workloadUidOf = (state: ClusterState, ownerUid: string): string =>
	state.replicaSets.get(ownerUid)?.ownerUid ?? ownerUid;
