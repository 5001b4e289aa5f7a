import type { Cluster } from "../registry/cluster.ts";
import type { Controller } from "./controller.ts";
import { deploymentController } from "./deployment/deployment.ts";
import { furnishCluster, namespaceController } from "./namespaces.ts";
import { replicaSetController } from "./replica-set.ts";
import { scheduler } from "./scheduler.ts";

export type Controllers = { pause: () => void; resume: () => void };

/** Starts every controller and the scheduler; they can be held, as when they cannot reach the API server. */
export function startControllers(cluster: Cluster, authority: string): Controllers {
	furnishCluster(cluster);
	const all: Controller[] = [
		namespaceController(cluster, authority),
		replicaSetController(cluster),
		deploymentController(cluster),
		scheduler(cluster),
	];
	cluster.store.subscribe((change) => {
		for (const controller of all) controller.onChange(change);
	});
	for (const controller of all) controller.resync();
	return {
		pause: () => {
			for (const controller of all) controller.pause();
		},
		resume: () => {
			for (const controller of all) {
				controller.resume();
				controller.resync();
			}
		},
	};
}
