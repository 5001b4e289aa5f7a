import { kindOf } from "../objects/kinds.ts";
import type { Condition, Node, Pod, Taint } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import { deleteObject } from "../registry/delete-object.ts";
import { updateObject } from "../registry/update-object.ts";
import type { Controller } from "./controller.ts";
import { tolerates } from "./node-fit.ts";
import { periodically } from "./periodically.ts";
import { conditionOf, isReady } from "./pod-state.ts";
import { recordEvent } from "./record-event.ts";

const component = "node-controller";
const monitorEveryMs = 1_000;
/** A kubelet renews its lease every 5 s, on a busy machine later; the real default is 50 s. */
const graceMs = 20_000;
const unreachable = "node.kubernetes.io/unreachable";
const notReady = "node.kubernetes.io/not-ready";

function silentForMs(cluster: Cluster, node: Node, since: number): number {
	const lease = cluster.store.get("leases.coordination.k8s.io", "kube-node-lease", node.metadata.name);
	const renewed = Date.parse(lease?.spec?.renewTime ?? node.metadata.creationTimestamp);
	return Date.now() - Math.max(Number.isNaN(renewed) ? 0 : renewed, since);
}

/** Taints as the Ready condition asks for; those of others stay, and so does the time a taint was added. */
function taintsFor(node: Node, ready: Condition["status"] | undefined): Taint[] {
	const current = node.spec.taints ?? [];
	const others = current.filter(({ key }) => key !== unreachable && key !== notReady);
	if (ready === "True") return others;
	const key = ready === "Unknown" ? unreachable : notReady;
	const effects = ["NoSchedule", "NoExecute"];
	const own = effects.map(
		(effect) =>
			current.find((taint) => taint.key === key && taint.effect === effect) ?? { key, effect, timeAdded: timestamp() },
	);
	return [...others, ...own];
}

function applyTaints(cluster: Cluster, node: Node): void {
	const taints = taintsFor(node, conditionOf(node.status.conditions, "Ready")?.status);
	if (taints.length === 0 && !node.spec.taints) return;
	const { taints: _, ...spec } = node.spec;
	const next = { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec };
	updateObject(cluster, { kind: kindOf("nodes"), namespace: undefined, name: node.metadata.name }, next);
}

function markUnknown(cluster: Cluster, node: Node): Node {
	const conditions = (node.status.conditions ?? []).map((condition) => ({
		...condition,
		status: "Unknown" as const,
		reason: "NodeStatusUnknown",
		message: "Kubelet stopped posting node status.",
		lastTransitionTime: condition.status === "Unknown" ? (condition.lastTransitionTime ?? timestamp()) : timestamp(),
	}));
	const message = `Node ${node.metadata.name} status is now: NodeNotReady`;
	recordEvent(cluster, node, { type: "Normal", reason: "NodeNotReady", message, component });
	return cluster.store.put("nodes", { ...node, status: { ...node.status, conditions } });
}

function markPodsNotReady(cluster: Cluster, pods: Pod[]): void {
	for (const pod of pods.filter(isReady)) {
		const conditions = (pod.status.conditions ?? []).map((condition) =>
			condition.type === "Ready"
				? { ...condition, status: "False" as const, lastTransitionTime: timestamp() }
				: condition,
		);
		cluster.store.put("pods", { ...pod, status: { ...pod.status, conditions } });
		const message = "Node is not ready";
		recordEvent(cluster, pod, { type: "Warning", reason: "NodeNotReady", message, component });
	}
}

/** Sends away pods that tolerate their node's taints no longer. The kubelet of a dead node cannot confirm their end. */
function evict(cluster: Cluster, node: Node, pods: Pod[]): void {
	const taint = node.spec.taints?.find(({ effect }) => effect === "NoExecute");
	if (!taint) return;
	const tainted = Date.parse(taint.timeAdded ?? timestamp());
	for (const pod of pods.filter(({ metadata }) => !metadata.deletionTimestamp)) {
		const toleration = tolerates(pod.spec.tolerations, taint);
		if (toleration && toleration.tolerationSeconds === undefined) continue;
		if (Date.now() < tainted + (toleration?.tolerationSeconds ?? 0) * 1000) continue;
		const { namespace, name } = pod.metadata;
		const message = `Marking for deletion Pod ${namespace}/${name}`;
		recordEvent(cluster, pod, {
			type: "Normal",
			reason: "TaintManagerEviction",
			message,
			component: "taint-eviction-controller",
		});
		deleteObject(cluster, { kind: kindOf("pods"), namespace, name }, {});
	}
}

function monitor(cluster: Cluster, found: Node, since: number): void {
	const podsOf = () => cluster.store.list("pods").filter((pod) => pod.spec.nodeName === found.metadata.name);
	const ready = conditionOf(found.status.conditions, "Ready");
	if (!ready) return;
	const isSilent = silentForMs(cluster, found, since) > graceMs;
	const node = isSilent && ready.status !== "Unknown" ? markUnknown(cluster, found) : found;
	applyTaints(cluster, node);
	const seen = cluster.store.get("nodes", undefined, found.metadata.name);
	if (!seen || conditionOf(seen.status.conditions, "Ready")?.status === "True") return;
	markPodsNotReady(cluster, podsOf());
	evict(cluster, seen, podsOf());
}

/** Force-deletes pods of nodes that exist no longer: nobody is left to confirm their end. */
function collectLostPods(cluster: Cluster): void {
	const nodes = new Set(cluster.store.list("nodes").map(({ metadata }) => metadata.name));
	for (const pod of cluster.store.list("pods")) {
		const { nodeName } = pod.spec;
		if (!nodeName || nodes.has(nodeName)) continue;
		const { namespace, name } = pod.metadata;
		deleteObject(cluster, { kind: kindOf("pods"), namespace, name }, { gracePeriodSeconds: 0 });
	}
}

/** Watches the leases of nodes: a silent one turns unknown, its pods not ready, and after their toleration they go. */
export function nodeLifecycleController(cluster: Cluster): Controller {
	// What was silent while nobody listened is not held against a node.
	let since = Date.now();
	const look = () => {
		for (const node of cluster.store.list("nodes")) monitor(cluster, node, since);
		collectLostPods(cluster);
	};
	return periodically(monitorEveryMs, look, () => {
		since = Date.now();
	});
}
