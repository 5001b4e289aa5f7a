import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { objectPath, resourceName } from "./resources.ts";

/** Deletes a pod, whose controller makes another; one that is gone already is fine. Throws KubernetesError. */
export async function deletePod(cluster: Cluster, pod: { namespace: string; name: string }): Promise<void> {
	try {
		const path = objectPath({ kind: "Pod", ...pod });
		await cluster.call({ verb: "delete", resource: resourceName("Pod"), method: "DELETE", path });
	} catch (error) {
		if (!(error instanceof KubernetesError && error.code === "not-found")) throw error;
	}
}
