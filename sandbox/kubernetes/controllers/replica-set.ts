import type { Pod, ReplicaSet, ReplicaSetStatus } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import type { Add, Controller } from "./controller.ts";
import { defineController, keyOf, ownerKey, splitKey } from "./controller.ts";
import { createPod, deletePod } from "./create-pod.ts";
import { claimPods } from "./ownership.ts";
import { availableInMs, isActive, isAvailable, isReady } from "./pod-state.ts";

const component = "replicaset-controller";
const burst = 500;

/** The lower, the sooner a pod goes: unassigned, pending, not ready ones first. */
function rank(pod: Pod): number {
	const phases = ["Pending", "Unknown", "Running"];
	return (pod.spec.nodeName ? 100 : 0) + phases.indexOf(pod.status.phase) * 10 + (isReady(pod) ? 1 : 0);
}

function restarts(pod: Pod): number {
	return Math.max(0, ...(pod.status.containerStatuses ?? []).map((status) => status.restartCount));
}

/** Pods in the order in which a ReplicaSet gives them up (`ActivePodsWithRanks` of the real controller). */
export function inDeletionOrder(pods: Pod[]): Pod[] {
	const age = (pod: Pod) => Date.parse(pod.metadata.creationTimestamp);
	return [...pods].sort((a, b) => rank(a) - rank(b) || restarts(b) - restarts(a) || age(b) - age(a));
}

function statusOf(set: ReplicaSet, pods: Pod[]): ReplicaSetStatus {
	const ready = pods.filter(isReady);
	const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds));
	return {
		replicas: pods.length,
		...(pods.length > 0 ? { fullyLabeledReplicas: pods.length } : {}),
		...(ready.length > 0 ? { readyReplicas: ready.length } : {}),
		...(available.length > 0 ? { availableReplicas: available.length } : {}),
		observedGeneration: set.metadata.generation ?? 1,
		...(set.status.conditions ? { conditions: set.status.conditions } : {}),
	};
}

function manage(cluster: Cluster, set: ReplicaSet, pods: Pod[]): void {
	const missing = set.spec.replicas - pods.length;
	for (let i = 0; i < Math.min(missing, burst); i++)
		createPod(cluster, { owner: set, template: set.spec.template, component });
	for (const pod of inDeletionOrder(pods).slice(0, Math.max(0, -missing))) deletePod(cluster, set, { pod, component });
}

function reconcile(cluster: Cluster, key: string, add: Add): void {
	const { namespace, name } = splitKey(key);
	const set = cluster.store.get("replicasets.apps", namespace, name);
	if (!set) return;
	const pods = claimPods(cluster.store, set).filter(isActive);
	if (!set.metadata.deletionTimestamp) manage(cluster, set, pods);
	const seen = cluster.store.get("replicasets.apps", namespace, name);
	if (!seen) return;
	cluster.store.put("replicasets.apps", { ...seen, status: statusOf(seen, pods) });
	const waits = pods
		.map((pod) => availableInMs(pod, set.spec.minReadySeconds ?? 0))
		.filter((ms) => ms !== undefined && ms > 0);
	if (waits.length > 0) add(key, Math.min(...waits.map((ms) => ms ?? 0)) + 20);
}

/** Keeps as many pods as each ReplicaSet wants, and counts them. */
export function replicaSetController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "replicasets.apps",
		concerns: (change) => {
			if (change.key === "replicasets.apps") return [keyOf(change.object)];
			return change.key === "pods" ? ownerKey(change.object, "ReplicaSet") : [];
		},
		reconcile: (key, add) => reconcile(cluster, key, add),
	});
}
