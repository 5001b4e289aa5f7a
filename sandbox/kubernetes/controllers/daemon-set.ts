import type { DaemonSet, Node, Pod } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import type { Controller } from "./controller.ts";
import { defineController, keyOf, ownerKey, splitKey } from "./controller.ts";
import { createPod, deletePod } from "./create-pod.ts";
import { templateHash } from "./deployment/template-hash.ts";
import { tolerates } from "./node-fit.ts";
import { claimPods } from "./ownership.ts";
import { isActive, isReady } from "./pod-state.ts";

const component = "daemonset-controller";
const revisionLabel = "controller-revision-hash";

function wants(set: DaemonSet, node: Node): boolean {
	const { nodeSelector, tolerations } = set.spec.template.spec;
	const labels = node.metadata.labels ?? {};
	const fits = Object.entries(nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
	// A daemon outlives the trouble of its node; only taints that others set keep it away.
	const taints = (node.spec.taints ?? []).filter(({ key }) => !key.startsWith("node.kubernetes.io/"));
	return fits && taints.every((taint) => tolerates(tolerations, taint));
}

function reconcile(cluster: Cluster, set: DaemonSet): void {
	const revision = templateHash(set.spec.template);
	const nodes = cluster.store.list("nodes").filter((node) => wants(set, node));
	const pods = claimPods(cluster.store, set);
	const on = (node: Node) => pods.filter((pod) => pod.spec.nodeName === node.metadata.name);
	for (const node of nodes.filter((each) => on(each).length === 0)) {
		const toleration = { operator: "Exists", effect: "NoExecute" };
		const tolerations = [...(set.spec.template.spec.tolerations ?? []), toleration];
		createPod(cluster, {
			owner: set,
			template: { ...set.spec.template, spec: { ...set.spec.template.spec, tolerations } },
			component,
			labels: { [revisionLabel]: revision },
			spec: { nodeName: node.metadata.name },
		});
	}
	const names = new Set(nodes.map(({ metadata }) => metadata.name));
	for (const pod of pods.filter((each) => isActive(each) && !names.has(each.spec.nodeName ?? "")))
		deletePod(cluster, set, { pod, component });
	if (set.spec.updateStrategy?.type !== "OnDelete") replaceOne(cluster, set, { pods, revision });
}

/** A rolling update: the next stale pod goes when all others are ready. */
function replaceOne(cluster: Cluster, set: DaemonSet, at: { pods: Pod[]; revision: string }): void {
	const isStale = (pod: Pod) => pod.metadata.labels?.[revisionLabel] !== at.revision;
	if (at.pods.some((pod) => !isActive(pod) || (!isReady(pod) && !isStale(pod)))) return;
	const stale = at.pods.filter(isStale).sort((a, b) => Number(isReady(a)) - Number(isReady(b)))[0];
	if (stale) deletePod(cluster, set, { pod: stale, component });
}

function writeStatus(cluster: Cluster, set: DaemonSet): void {
	const revision = templateHash(set.spec.template);
	const desired = cluster.store.list("nodes").filter((node) => wants(set, node)).length;
	const pods = claimPods(cluster.store, set).filter(isActive);
	const ready = pods.filter(isReady).length;
	cluster.store.put("daemonsets.apps", {
		...set,
		status: {
			observedGeneration: set.metadata.generation ?? 1,
			desiredNumberScheduled: desired,
			currentNumberScheduled: pods.length,
			updatedNumberScheduled: pods.filter((pod) => pod.metadata.labels?.[revisionLabel] === revision).length,
			numberMisscheduled: 0,
			numberReady: ready,
			...(ready > 0 ? { numberAvailable: ready } : {}),
			...(desired > ready ? { numberUnavailable: desired - ready } : {}),
		},
	});
}

/** Keeps one pod of each DaemonSet on every node that it wants. */
export function daemonSetController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "daemonsets.apps",
		concerns: (change) => {
			if (change.key === "daemonsets.apps") return [keyOf(change.object)];
			if (change.key === "nodes") return cluster.store.list("daemonsets.apps").map(keyOf);
			return change.key === "pods" ? ownerKey(change.object, "DaemonSet") : [];
		},
		reconcile: (key) => {
			const { namespace, name } = splitKey(key);
			const set = cluster.store.get("daemonsets.apps", namespace, name);
			if (set && !set.metadata.deletionTimestamp) reconcile(cluster, set);
			const seen = cluster.store.get("daemonsets.apps", namespace, name);
			if (seen) writeStatus(cluster, seen);
		},
	});
}
