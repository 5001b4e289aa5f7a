import type { Condition, Node, Pod } from "../objects/types.ts";
import { bindPod } from "../registry/bind-pod.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import type { Controller } from "./controller.ts";
import { defineController, keyOf, splitKey } from "./controller.ts";
import { unfitness } from "./node-fit.ts";
import { recordEvent } from "./record-event.ts";

const component = "default-scheduler";

function isWaiting(pod: Pod): boolean {
	return !pod.spec.nodeName && !pod.metadata.deletionTimestamp && pod.spec.schedulerName === component;
}

function explain(reasons: string[]): string {
	if (reasons.length === 0) return "no nodes available to schedule pods";
	const counts = new Map<string, number>();
	for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
	const list = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
	return `0/${reasons.length} nodes are available: ${list.join(", ")}. preemption: 0/${reasons.length} nodes are available: ${reasons.length} Preemption is not helpful for scheduling.`;
}

function refuse(cluster: Cluster, pod: Pod, message: string): void {
	const conditions = pod.status.conditions ?? [];
	const known = conditions.find(({ type }) => type === "PodScheduled");
	if (known?.message === message) return;
	const next: Condition = {
		type: "PodScheduled",
		status: "False",
		lastTransitionTime: known?.status === "False" && known.lastTransitionTime ? known.lastTransitionTime : timestamp(),
		reason: "Unschedulable",
		message,
	};
	const others = conditions.filter(({ type }) => type !== "PodScheduled");
	cluster.store.put("pods", { ...pod, status: { ...pod.status, conditions: [...others, next] } });
	recordEvent(cluster, pod, { type: "Warning", reason: "FailedScheduling", message, component });
}

function leastLoaded(candidates: { node: Node; load: number }[]): Node | undefined {
	const sorted = [...candidates].sort(
		(a, b) => a.load - b.load || a.node.metadata.name.localeCompare(b.node.metadata.name),
	);
	return sorted[0]?.node;
}

function schedule(cluster: Cluster, pod: Pod): void {
	const all = cluster.store.list("pods").filter((other) => !["Succeeded", "Failed"].includes(other.status.phase));
	const candidates = cluster.store.list("nodes").map((node) => {
		const running = all.filter((other) => other.spec.nodeName === node.metadata.name);
		const siblings = running.filter(
			(other) => other.metadata.labels?.["pod-template-hash"] === pod.metadata.labels?.["pod-template-hash"],
		);
		// Spreading the replicas of one workload counts more than an even number of pods.
		return { node, load: running.length + siblings.length * 1000, why: unfitness(node, running, pod) };
	});
	const node = leastLoaded(candidates.filter(({ why }) => why === undefined));
	if (!node) {
		refuse(cluster, pod, explain(candidates.flatMap(({ why }) => why ?? [])));
		return;
	}
	bindPod(cluster, pod, node.metadata.name);
	const { namespace, name } = pod.metadata;
	const message = `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`;
	recordEvent(cluster, pod, { type: "Normal", reason: "Scheduled", message, component });
}

/** Gives pods a node: the ready one that fits and carries least; else says why none does. */
export function scheduler(cluster: Cluster): Controller {
	const waiting = () => cluster.store.list("pods").filter(isWaiting).map(keyOf);
	return defineController(cluster, {
		kind: "pods",
		concerns: (change) => {
			// A node that changes or a pod that goes may make room.
			if (change.key === "nodes") return waiting();
			if (change.key !== "pods") return [];
			return change.type === "DELETED" ? waiting() : [keyOf(change.object)];
		},
		reconcile: (key) => {
			const { namespace, name } = splitKey(key);
			const pod = cluster.store.get("pods", namespace, name);
			if (pod && isWaiting(pod)) schedule(cluster, pod);
		},
	});
}
