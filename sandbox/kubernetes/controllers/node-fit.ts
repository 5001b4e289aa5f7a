import type { Node, Pod, Taint, Toleration } from "../objects/types.ts";
import { conditionOf } from "./pod-state.ts";
import { quantity } from "./quantity.ts";

export function tolerates(tolerations: Toleration[] | undefined, taint: Taint): Toleration | undefined {
	return tolerations?.find((toleration) => {
		if (toleration.effect && toleration.effect !== taint.effect) return false;
		if (toleration.key && toleration.key !== taint.key) return false;
		return toleration.operator === "Exists" || (toleration.value ?? "") === (taint.value ?? "");
	});
}

function requested(pods: Pod[], resource: string): number {
	const containers = pods.flatMap((pod) => pod.spec.containers);
	return containers.reduce((sum, container) => sum + quantity(container.resources?.requests?.[resource]), 0);
}

function lacking(node: Node, running: Pod[], pod: Pod): string | undefined {
	const allocatable = node.status.allocatable ?? {};
	if (running.length + 1 > quantity(allocatable.pods ?? 110)) return "Too many pods";
	for (const resource of ["cpu", "memory"]) {
		const limit = allocatable[resource];
		if (limit !== undefined && requested([...running, pod], resource) > quantity(limit))
			return `Insufficient ${resource}`;
	}
	return undefined;
}

/** Why a pod cannot run on a node, in the scheduler's words; undefined when it can. */
export function unfitness(node: Node, running: Pod[], pod: Pod): string | undefined {
	const taint = node.spec.taints?.find(({ effect }) => effect !== "PreferNoSchedule");
	const repelled = node.spec.taints?.find(
		(each) => each.effect !== "PreferNoSchedule" && !tolerates(pod.spec.tolerations, each),
	);
	if (node.spec.unschedulable) return "node(s) were unschedulable";
	if (repelled) return `node(s) had untolerated taint(s)`;
	const isReady = conditionOf(node.status.conditions, "Ready")?.status === "True";
	if (!isReady && !taint) return "node(s) were not ready";
	const labels = node.metadata.labels ?? {};
	const wanted = Object.entries(pod.spec.nodeSelector ?? {});
	if (wanted.some(([key, value]) => labels[key] !== value)) return "node(s) didn't match Pod's node affinity/selector";
	return lacking(node, running, pod);
}
