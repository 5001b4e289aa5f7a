import { kindOf } from "../objects/kinds.ts";
import type { Pod, StatefulSet } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { deleteObject } from "../registry/delete-object.ts";
import type { Controller } from "./controller.ts";
import { defineController, keyOf, ownerKey, splitKey } from "./controller.ts";
import { createPod, deletePod } from "./create-pod.ts";
import { templateHash } from "./deployment/template-hash.ts";
import { claimPods } from "./ownership.ts";
import { isActive, isAvailable, isReady } from "./pod-state.ts";

const component = "statefulset-controller";
const revisionLabel = "controller-revision-hash";

function ordinalOf(pod: Pod): number {
	return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);
}

function create(cluster: Cluster, set: StatefulSet, at: { ordinal: number; revision: string }): void {
	const name = `${set.metadata.name}-${at.ordinal}`;
	createPod(cluster, {
		owner: set,
		template: set.spec.template,
		component,
		name,
		message: `create Pod ${name} in StatefulSet ${set.metadata.name} successful`,
		labels: {
			[revisionLabel]: at.revision,
			"statefulset.kubernetes.io/pod-name": name,
			"apps.kubernetes.io/pod-index": String(at.ordinal),
		},
		spec: { hostname: name, ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}) },
	});
}

/** Creates missing pods from the first up, one at a time unless `Parallel`; true when all are there and ready. */
function fill(cluster: Cluster, set: StatefulSet, at: { pods: Pod[]; revision: string }): boolean {
	const isParallel = set.spec.podManagementPolicy === "Parallel";
	let isWhole = true;
	for (let ordinal = 0; ordinal < set.spec.replicas; ordinal++) {
		const pod = at.pods.find((each) => ordinalOf(each) === ordinal);
		if (!pod) create(cluster, set, { ordinal, revision: at.revision });
		else if (pod.status.phase === "Failed") {
			deleteObject(cluster, { kind: kindOf("pods"), namespace: pod.metadata.namespace, name: pod.metadata.name }, {});
		}
		if (pod && isActive(pod) && isReady(pod)) continue;
		isWhole = false;
		if (!isParallel) return false;
	}
	return isWhole;
}

function shrinkOrUpdate(
	cluster: Cluster,
	set: StatefulSet,
	at: { pods: Pod[]; revision: string; isWhole: boolean },
): void {
	if (at.pods.some((pod) => pod.metadata.deletionTimestamp)) return;
	const fromLast = [...at.pods].sort((a, b) => ordinalOf(b) - ordinalOf(a));
	const surplus = fromLast.find((pod) => ordinalOf(pod) >= set.spec.replicas);
	const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
	const isRolling = set.spec.updateStrategy?.type !== "OnDelete";
	const stale = fromLast.find(
		(pod) => ordinalOf(pod) >= partition && pod.metadata.labels?.[revisionLabel] !== at.revision,
	);
	// A pod that is stale and not ready is replaced even while others are missing.
	const goes = surplus ?? (isRolling && stale && (at.isWhole || !isReady(stale)) ? stale : undefined);
	if (goes) deletePod(cluster, set, { pod: goes, component });
}

function writeStatus(cluster: Cluster, set: StatefulSet, revision: string): void {
	const pods = claimPods(cluster.store, set).filter(isActive);
	const updated = pods.filter((pod) => pod.metadata.labels?.[revisionLabel] === revision);
	const isDone = updated.length === pods.length && pods.length === set.spec.replicas;
	cluster.store.put("statefulsets.apps", {
		...set,
		status: {
			observedGeneration: set.metadata.generation ?? 1,
			replicas: pods.length,
			readyReplicas: pods.filter(isReady).length,
			availableReplicas: pods.filter((pod) => isAvailable(pod)).length,
			currentReplicas: isDone ? pods.length : pods.length - updated.length,
			updatedReplicas: updated.length,
			currentRevision: isDone ? revision : (set.status.currentRevision ?? revision),
			updateRevision: revision,
			collisionCount: 0,
		},
	});
}

function reconcile(cluster: Cluster, set: StatefulSet): void {
	const revision = `${set.metadata.name}-${templateHash(set.spec.template)}`;
	if (!set.metadata.deletionTimestamp) {
		const pods = claimPods(cluster.store, set);
		const isWhole = fill(cluster, set, { pods, revision });
		shrinkOrUpdate(cluster, set, { pods, revision, isWhole });
	}
	const seen = cluster.store.get("statefulsets.apps", set.metadata.namespace, set.metadata.name);
	if (seen) writeStatus(cluster, seen, revision);
}

/** Keeps the numbered pods of StatefulSets, created in order and replaced from the last one down. */
export function statefulSetController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "statefulsets.apps",
		concerns: (change) => {
			if (change.key === "statefulsets.apps") return [keyOf(change.object)];
			return change.key === "pods" ? ownerKey(change.object, "StatefulSet") : [];
		},
		reconcile: (key) => {
			const { namespace, name } = splitKey(key);
			const set = cluster.store.get("statefulsets.apps", namespace, name);
			if (set) reconcile(cluster, set);
		},
	});
}
