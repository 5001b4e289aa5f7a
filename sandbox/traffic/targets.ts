import { z } from "zod";
import { listenAddress } from "../kubelet/pod-network.ts";

/** What the list of targets needs of a pod. */
export const targetPodSchema = z.object({
	metadata: z.object({
		name: z.string(),
		namespace: z.string(),
		labels: z.record(z.string(), z.string()).default({}),
	}),
	spec: z.object({ nodeName: z.string().optional() }),
	status: z.object({ phase: z.string().optional(), podIP: z.string().optional() }).default({}),
});

export type TargetPod = z.infer<typeof targetPodSchema>;
type TargetGroup = { targets: string[]; labels: Record<string, string> };

/** Label of a pod that names its service. */
const serviceLabel = "lazo.dev/service";

export type TargetScope = { cluster: string; environments: readonly string[]; port: number };

/** The targets of Prometheus' HTTP service discovery: every running pod of a service, where it really listens. */
export function scrapeTargets(pods: Iterable<TargetPod>, scope: TargetScope): TargetGroup[] {
	const groups: TargetGroup[] = [];
	for (const { metadata, spec, status } of pods) {
		const service = metadata.labels[serviceLabel] ?? metadata.labels["app.kubernetes.io/name"];
		if (status.phase !== "Running" || !status.podIP || !service) continue;
		if (!scope.environments.includes(metadata.namespace)) continue;
		groups.push({
			targets: [`${listenAddress(status.podIP)}:${scope.port}`],
			labels: {
				job: "workloads",
				service,
				namespace: metadata.namespace,
				environment: metadata.namespace,
				cluster: scope.cluster,
				pod: metadata.name,
				node: spec.nodeName ?? "",
			},
		});
	}
	return groups;
}
