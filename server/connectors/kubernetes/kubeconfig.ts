import { KubeConfig } from "@kubernetes/client-node";

/** A context of the kubeconfig: one cluster as one user. */
export type ClusterConfig = { name: string; url: string; kubeConfig: KubeConfig };

/**
 * Reads the clusters of a kubeconfig, one per context. Each gets a configuration of its own with a user named after
 * the context, since the SDK keeps credentials by user name. Throws with the path when the file cannot be read.
 */
export function readKubeconfig(file: string): ClusterConfig[] {
	const all = new KubeConfig();
	try {
		all.loadFromFile(file);
	} catch (error) {
		throw new Error(`${file} is no readable kubeconfig: ${error instanceof Error ? error.message : String(error)}`);
	}
	for (const entries of [all.contexts, all.clusters, all.users]) refuseTwins(file, entries);
	return all.getContexts().map((context) => {
		const cluster = all.clusters.find(({ name }) => name === context.cluster);
		const user = all.users.find(({ name }) => name === context.user);
		if (!cluster || !user)
			throw new Error(`${file}: context "${context.name}" names a cluster or a user that is not there.`);
		const kubeConfig = new KubeConfig();
		kubeConfig.loadFromClusterAndUser({ ...cluster, name: context.name }, { ...user, name: context.name });
		return { name: context.name, url: cluster.server.replace(/\/+$/, ""), kubeConfig };
	});
}

/** Of two entries of one name the SDK takes the first, which would send one cluster's token to the other. */
function refuseTwins(file: string, entries: { name: string }[]): void {
	const twin = entries.find(({ name }, index) => entries.findIndex((one) => one.name === name) !== index);
	if (twin) throw new Error(`${file} has several entries named "${twin.name}". Give each a name of its own.`);
}
