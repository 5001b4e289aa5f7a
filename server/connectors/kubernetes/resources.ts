import { labelName, subdomainName } from "./schema.ts";

/** The kinds Lazo reads, and where the API keeps them. */
export const resources = {
	Namespace: { group: "/api/v1", plural: "namespaces", namespaced: false },
	Service: { group: "/api/v1", plural: "services", namespaced: true },
	Pod: { group: "/api/v1", plural: "pods", namespaced: true },
	Event: { group: "/api/v1", plural: "events", namespaced: true },
	ConfigMap: { group: "/api/v1", plural: "configmaps", namespaced: true },
	Secret: { group: "/api/v1", plural: "secrets", namespaced: true },
	Deployment: { group: "/apis/apps/v1", plural: "deployments", namespaced: true },
	StatefulSet: { group: "/apis/apps/v1", plural: "statefulsets", namespaced: true },
	DaemonSet: { group: "/apis/apps/v1", plural: "daemonsets", namespaced: true },
	ReplicaSet: { group: "/apis/apps/v1", plural: "replicasets", namespaced: true },
	Rollout: { group: "/apis/argoproj.io/v1alpha1", plural: "rollouts", namespaced: true },
	AnalysisRun: { group: "/apis/argoproj.io/v1alpha1", plural: "analysisruns", namespaced: true },
	Job: { group: "/apis/batch/v1", plural: "jobs", namespaced: true },
	Ingress: { group: "/apis/networking.k8s.io/v1", plural: "ingresses", namespaced: true },
	HorizontalPodAutoscaler: { group: "/apis/autoscaling/v2", plural: "horizontalpodautoscalers", namespaced: true },
} as const;
export type Kind = keyof typeof resources;
export type WorkloadKind = "Deployment" | "StatefulSet" | "DaemonSet" | "Rollout";

/** One object: names are RFC 1123, anything else throws before a request leaves. */
export type ObjectRef = { kind: Kind; namespace: string; name: string };

export const collectionPath = (kind: Kind): string => `${resources[kind].group}/${resources[kind].plural}`;

/** Path of one object; throws ZodError when a name is not RFC 1123. */
export function objectPath({ kind, namespace, name }: ObjectRef): string {
	const { group, plural } = resources[kind];
	return `${group}/namespaces/${labelName.parse(namespace)}/${plural}/${subdomainName.parse(name)}`;
}

/** How errors name a resource: "deployments.apps", "pods". */
export function resourceName(kind: Kind): string {
	const { group, plural } = resources[kind];
	const [, name] = /^\/apis\/([^/]+)\//.exec(group) ?? [];
	return name ? `${plural}.${name}` : plural;
}
