/** One resource that the API serves. */
export type Kind = {
	group: string;
	version: string;
	kind: string;
	/** Plural, as in paths. */
	resource: string;
	/** `resource` or `resource.group`: the name in error messages and the key in the store. */
	key: string;
	singular: string;
	shortNames: string[];
	categories: string[];
	namespaced: boolean;
	subresources: string[];
	/** The main resource keeps the stored status; only `/status` changes it. */
	hasStatus: boolean;
	/** `metadata.generation` counts the changes of the spec. */
	hasGeneration: boolean;
};

type Options = {
	shortNames?: string[];
	categories?: string[];
	cluster?: boolean;
	subresources?: string[];
	generation?: boolean;
};

function define(groupVersion: string, names: string, options: Options = {}): Kind {
	const [kind = "", resource = ""] = names.split("/");
	const [group = "", version = ""] = groupVersion.includes("/") ? groupVersion.split("/") : ["", groupVersion];
	const subresources = options.subresources ?? [];
	return {
		group,
		version,
		kind,
		resource,
		key: group ? `${resource}.${group}` : resource,
		singular: kind.toLowerCase(),
		shortNames: options.shortNames ?? [],
		categories: options.categories ?? [],
		namespaced: !options.cluster,
		subresources,
		hasStatus: subresources.includes("status"),
		hasGeneration: options.generation ?? false,
	};
}

const all = ["all"];
const scalable = ["status", "scale"];

/** Every resource the API serves, in the order of discovery. */
export const kinds: Kind[] = [
	define("v1", "Namespace/namespaces", { cluster: true, shortNames: ["ns"], subresources: ["status", "finalize"] }),
	define("v1", "Node/nodes", { cluster: true, shortNames: ["no"], subresources: ["status"] }),
	define("v1", "Pod/pods", {
		shortNames: ["po"],
		categories: all,
		subresources: ["status", "log", "exec", "binding", "eviction"],
		generation: true,
	}),
	define("v1", "Service/services", { shortNames: ["svc"], categories: all, subresources: ["status", "proxy"] }),
	define("v1", "ConfigMap/configmaps", { shortNames: ["cm"] }),
	define("v1", "Secret/secrets"),
	define("v1", "ServiceAccount/serviceaccounts", { shortNames: ["sa"] }),
	define("v1", "Event/events", { shortNames: ["ev"] }),
	define("v1", "Endpoints/endpoints", { shortNames: ["ep"] }),
	define("v1", "PersistentVolumeClaim/persistentvolumeclaims", { shortNames: ["pvc"], subresources: ["status"] }),
	define("v1", "ResourceQuota/resourcequotas", { shortNames: ["quota"], subresources: ["status"] }),
	define("v1", "LimitRange/limitranges", { shortNames: ["limits"] }),
	define("apps/v1", "Deployment/deployments", {
		shortNames: ["deploy"],
		categories: all,
		subresources: scalable,
		generation: true,
	}),
	define("apps/v1", "ReplicaSet/replicasets", {
		shortNames: ["rs"],
		categories: all,
		subresources: scalable,
		generation: true,
	}),
	define("apps/v1", "StatefulSet/statefulsets", {
		shortNames: ["sts"],
		categories: all,
		subresources: scalable,
		generation: true,
	}),
	define("apps/v1", "DaemonSet/daemonsets", {
		shortNames: ["ds"],
		categories: all,
		subresources: ["status"],
		generation: true,
	}),
	define("batch/v1", "Job/jobs", { categories: all, subresources: ["status"], generation: true }),
	define("autoscaling/v2", "HorizontalPodAutoscaler/horizontalpodautoscalers", {
		shortNames: ["hpa"],
		categories: all,
		subresources: ["status"],
	}),
	define("policy/v1", "PodDisruptionBudget/poddisruptionbudgets", {
		shortNames: ["pdb"],
		subresources: ["status"],
		generation: true,
	}),
	define("discovery.k8s.io/v1", "EndpointSlice/endpointslices", { generation: true }),
	define("coordination.k8s.io/v1", "Lease/leases"),
	define("networking.k8s.io/v1", "Ingress/ingresses", {
		shortNames: ["ing"],
		subresources: ["status"],
		generation: true,
	}),
];

const byKey = new Map(kinds.map((kind) => [kind.key, kind]));

/** The kind stored under a key such as `deployments.apps`. */
export function kindOf(key: string): Kind {
	const kind = byKey.get(key);
	if (!kind) throw new Error(`No resource ${key} is served`);
	return kind;
}

/** The kind served at a group, version and plural name, if there is one. */
export function findKind(group: string, version: string, resource: string): Kind | undefined {
	return kinds.find((kind) => kind.group === group && kind.version === version && kind.resource === resource);
}

export function groupVersionOf(kind: Kind): string {
	return kind.group ? `${kind.group}/${kind.version}` : kind.version;
}
