import { kindOf, kinds } from "../objects/kinds.ts";
import type { KubeObject, Namespace } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import { createObject } from "../registry/create-object.ts";
import { deleteObject } from "../registry/delete-object.ts";
import { updateObject } from "../registry/update-object.ts";
import type { Add, Controller } from "./controller.ts";
import { defineController, keyOf } from "./controller.ts";

const namespaced = kinds.filter((kind) => kind.namespaced);

function ensure(
	cluster: Cluster,
	key: string,
	object: { namespace: string; name: string; data?: Record<string, string> },
): void {
	const { namespace, name, data } = object;
	if (cluster.store.get<string>(key, namespace, name)) return;
	createObject(cluster, { kind: kindOf(key), namespace }, { metadata: { name }, ...(data ? { data } : {}) });
}

function empty(cluster: Cluster, namespace: Namespace, add: Add): void {
	const { name } = namespace.metadata;
	const left: KubeObject[] = [];
	for (const kind of namespaced) {
		for (const object of cluster.store.list<string>(kind.key, name)) {
			if (!object.metadata.deletionTimestamp) {
				deleteObject(cluster, { kind, namespace: name, name: object.metadata.name }, {});
			}
			const rest = cluster.store.get<string>(kind.key, name, object.metadata.name);
			if (rest) left.push(rest);
		}
	}
	if (left.length > 0) {
		tellWhatHolds(cluster, namespace, left);
		add(name, 500);
		return;
	}
	updateObject(
		cluster,
		{ kind: kindOf("namespaces"), namespace: undefined, name },
		{ ...namespace, spec: { finalizers: [] } },
	);
}

/** Says in the status which finalizers keep the namespace from going. */
function tellWhatHolds(cluster: Cluster, namespace: Namespace, left: KubeObject[]): void {
	const held = left.flatMap(({ metadata }) => metadata.finalizers ?? []);
	const said = [...new Set(held)].map(
		(one) => `${one} in ${held.filter((each) => each === one).length} resource instances`,
	);
	const message = `Some content in the namespace has finalizers remaining: ${said.join(", ")}`;
	if (said.length === 0 || JSON.stringify(namespace.status ?? {}).includes(JSON.stringify(message))) return;
	const lastTransitionTime = timestamp();
	const condition = { type: "NamespaceFinalizersRemaining", status: "True", reason: "SomeFinalizersRemain", message };
	const status = { ...namespace.status, phase: "Terminating", conditions: [{ ...condition, lastTransitionTime }] };
	cluster.store.put("namespaces", { ...namespace, status });
}

/** Furnishes new namespaces with what every one has, and empties those that are deleted before they go. */
export function namespaceController(cluster: Cluster, authority: string): Controller {
	return defineController(cluster, {
		kind: "namespaces",
		concerns: (change) => (change.key === "namespaces" ? [keyOf(change.object)] : []),
		reconcile: (name, add) => {
			const namespace = cluster.store.get("namespaces", undefined, name);
			if (!namespace) return;
			if (namespace.metadata.deletionTimestamp) {
				empty(cluster, namespace, add);
				return;
			}
			ensure(cluster, "serviceaccounts", { namespace: name, name: "default" });
			ensure(cluster, "configmaps", { namespace: name, name: "kube-root-ca.crt", data: { "ca.crt": authority } });
		},
	});
}

/** The namespaces and the service that every cluster starts with. */
export function furnishCluster(cluster: Cluster): void {
	const kind = kindOf("namespaces");
	for (const name of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
		if (cluster.store.get("namespaces", undefined, name)) continue;
		createObject(
			cluster,
			{ kind, namespace: undefined },
			{ metadata: { name, labels: { "kubernetes.io/metadata.name": name } } },
		);
	}
	if (cluster.store.get("services", "default", "kubernetes")) return;
	createObject(
		cluster,
		{ kind: kindOf("services"), namespace: "default" },
		{
			metadata: { name: "kubernetes", labels: { component: "apiserver", provider: "kubernetes" } },
			spec: { clusterIP: "10.96.0.1", ports: [{ name: "https", port: 443, targetPort: 6443 }] },
		},
	);
}
