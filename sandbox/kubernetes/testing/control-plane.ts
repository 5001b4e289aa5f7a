import { startControllers } from "../controllers/start-controllers.ts";
import { kindOf } from "../objects/kinds.ts";
import type { Condition, Deployment, Pod } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import { createObject } from "../registry/create-object.ts";
import { deleteObject } from "../registry/delete-object.ts";
import { updateObject } from "../registry/update-object.ts";
import { memoryJournal } from "../storage/journal.ts";
import { Store } from "../storage/store.ts";

/** Controllers over a store in memory, and one node whose kubelet obeys at once. */
export type ControlPlane = {
	cluster: Cluster;
	deployment: (name: string) => Deployment;
	/** Pods of a namespace that are not on their way out. */
	pods: () => Pod[];
	create: (key: string, body: Parameters<typeof createObject>[2]) => void;
	setImage: (name: string, image: string) => void;
	stop: () => void;
};

const ready: Condition = { type: "Ready", status: "True" };

function obey(cluster: Cluster, pod: Pod): void {
	const { namespace, name, deletionTimestamp } = pod.metadata;
	const current = cluster.store.get("pods", namespace, name);
	if (!current || current.metadata.uid !== pod.metadata.uid) return;
	if (deletionTimestamp) {
		deleteObject(cluster, { kind: kindOf("pods"), namespace, name }, { gracePeriodSeconds: 0 });
		return;
	}
	// An image whose name says so runs and never gets ready.
	const isReady = !pod.spec.containers[0]?.image.includes("unready");
	const conditions = isReady ? [{ ...ready, lastTransitionTime: timestamp() }] : [];
	cluster.store.put("pods", {
		...current,
		status: { ...current.status, phase: "Running", podIP: "10.0.0.1", conditions },
	});
}

export function startControlPlane(): ControlPlane {
	const cluster = { store: new Store(memoryJournal(), 1000), tolerationSeconds: 20 };
	const controllers = startControllers(cluster, "authority");
	cluster.store.subscribe(({ key, type, object }) => {
		if (key !== "pods" || type === "DELETED") return;
		const pod = cluster.store.get("pods", object.metadata.namespace, object.metadata.name);
		const isNews = pod?.metadata.deletionTimestamp !== undefined || pod?.status.phase === "Pending";
		if (pod?.spec.nodeName && isNews) setImmediate(() => obey(cluster, pod));
	});
	const create: ControlPlane["create"] = (key, body) => {
		createObject(cluster, { kind: kindOf(key), namespace: kindOf(key).namespaced ? "default" : undefined }, body);
	};
	create("nodes", {
		metadata: { name: "one" },
		spec: {},
		status: { conditions: [ready], allocatable: { pods: "100" } },
	});
	const deployment = (name: string): Deployment => {
		const found = cluster.store.get("deployments.apps", "default", name);
		if (!found) throw new Error(`there is no Deployment ${name}`);
		return found;
	};
	return {
		cluster,
		deployment,
		create,
		pods: () => cluster.store.list("pods", "default").filter(({ metadata }) => !metadata.deletionTimestamp),
		setImage: (name, image) => {
			const next = structuredClone(deployment(name));
			for (const container of next.spec.template.spec.containers) container.image = image;
			updateObject(cluster, { kind: kindOf("deployments.apps"), namespace: "default", name }, next);
		},
		stop: () => controllers.pause(),
	};
}
