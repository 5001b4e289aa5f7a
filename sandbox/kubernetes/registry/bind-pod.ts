import { conflict } from "../api/status-error.ts";
import { kindOf } from "../objects/kinds.ts";
import type { Condition, KubeObject, Pod } from "../objects/types.ts";
import type { Cluster } from "./cluster.ts";
import { timestamp } from "./cluster.ts";

/** Assigns a pod to a node. @throws StatusError 409 when it has one already */
export function bindPod(cluster: Cluster, object: KubeObject, nodeName: string): void {
	const pod = object as Pod;
	const { name } = pod.metadata;
	if (pod.spec.nodeName)
		throw conflict(kindOf("pods"), name, `pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
	const scheduled: Condition = { type: "PodScheduled", status: "True", lastTransitionTime: timestamp() };
	const others = (pod.status.conditions ?? []).filter(({ type }) => type !== "PodScheduled");
	cluster.store.put("pods", {
		...pod,
		spec: { ...pod.spec, nodeName },
		status: { ...pod.status, conditions: [...others, scheduled] },
	});
}
