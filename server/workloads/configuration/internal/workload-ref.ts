import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";

const kinds = ["Rollout", "Deployment", "StatefulSet", "DaemonSet"] as const;

/** Where a stored workload is. Throws for a kind that has no pods to start anew. */
export function refOfWorkload({
	kind,
	namespace,
	name,
}: {
	kind: string;
	namespace: string;
	name: string;
}): WorkloadRef {
	const known = kinds.find((one) => one === kind);
	if (!known) throw new Error(`a ${kind} cannot be restarted`);
	return { kind: known, namespace, name };
}
