import { kindOf, kinds } from "../objects/kinds.ts";
import type { Namespace } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
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
	let left = 0;
	for (const kind of namespaced) {
		for (const object of cluster.store.list<string>(kind.key, name)) {
			if (!object.metadata.deletionTimestamp) {
				deleteObject(cluster, { kind, namespace: name, name: object.metadata.name }, {});
			}
			if (cluster.store.get<string>(kind.key, name, object.metadata.name)) left++;
		}
	}
	if (left > 0) {
		add(name, 500);
		return;
	}
	updateObject(
		cluster,
		{ kind: kindOf("namespaces"), namespace: undefined, name },
		{ ...namespace, spec: { finalizers: [] } },
	);
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
