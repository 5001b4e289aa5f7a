/** How a list field merges under a strategic merge patch (`x-kubernetes-patch-strategy`); other lists are replaced. */
export type ListStrategy = { key: string } | "set";

const byField: Record<string, ListStrategy> = {
	containers: { key: "name" },
	initContainers: { key: "name" },
	ephemeralContainers: { key: "name" },
	env: { key: "name" },
	volumes: { key: "name" },
	volumeMounts: { key: "mountPath" },
	volumeDevices: { key: "devicePath" },
	imagePullSecrets: { key: "name" },
	hostAliases: { key: "ip" },
	topologySpreadConstraints: { key: "topologyKey" },
	conditions: { key: "type" },
	addresses: { key: "type" },
	podIPs: { key: "ip" },
	taints: { key: "key" },
	ownerReferences: { key: "uid" },
	secrets: { key: "name" },
	resourceClaims: { key: "name" },
	schedulingGates: { key: "name" },
	finalizers: "set",
};

/** @param parent the field that holds the list's owner: ports of a Service and of a container have different keys */
export function listStrategy(field: string, parent: string): ListStrategy | undefined {
	if (field === "ports") return { key: parent === "spec" ? "port" : "containerPort" };
	// Endpoints and slices hold lists of the same names that are atomic.
	if (field === "addresses" && parent !== "status") return undefined;
	return Object.hasOwn(byField, field) ? byField[field] : undefined;
}
