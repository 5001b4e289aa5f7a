import { type Cluster, openCluster } from "./cluster.ts";
import type { ClusterConfig } from "./kubeconfig.ts";
import { KubernetesError } from "./kubernetes-error.ts";

const clusters = new Map<string, Cluster>();

/** Opens a cluster under the id of its connection, for every job of this process. */
export async function addCluster(connectionId: string, config: ClusterConfig): Promise<Cluster> {
	const cluster = await openCluster(connectionId, config);
	clusters.set(connectionId, cluster);
	return cluster;
}

/** The cluster of a connection; throws KubernetesError `unreachable` when this process does not know it. */
export function clusterOf(connectionId: string): Cluster {
	const cluster = clusters.get(connectionId);
	if (cluster) return cluster;
	throw new KubernetesError({
		code: "unreachable",
		verb: "get",
		resource: "cluster",
		message: "This cluster is neither in the worker's kubeconfig nor among the connections any more.",
	});
}

/** Closes the cluster of a connection that is no more; calls that are under way fail. */
export async function closeCluster(connectionId: string): Promise<void> {
	const cluster = clusters.get(connectionId);
	clusters.delete(connectionId);
	await cluster?.close();
}

export async function closeClusters(): Promise<void> {
	const open = [...clusters.values()];
	clusters.clear();
	await Promise.all(open.map((cluster) => cluster.close()));
}
