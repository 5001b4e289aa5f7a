import type { Cluster } from "../registry/cluster.ts";
import { autoscalerController } from "./autoscalers.ts";
import type { Controller } from "./controller.ts";
import { daemonSetController } from "./daemon-set.ts";
import { deploymentController } from "./deployment/deployment.ts";
import { endpointSliceController } from "./endpoint-slices.ts";
import { eventExpiry } from "./event-expiry.ts";
import { garbageCollector } from "./garbage-collector.ts";
import { jobController } from "./job.ts";
import { furnishCluster, namespaceController } from "./namespaces.ts";
import { nodeLifecycleController } from "./node-lifecycle.ts";
import { replicaSetController } from "./replica-set.ts";
import { scheduler } from "./scheduler.ts";
import { statefulSetController } from "./stateful-set.ts";

export type Controllers = { pause: () => void; resume: () => void };

/** Starts every controller and the scheduler; they can be held, as when they cannot reach the API server. */
export function startControllers(cluster: Cluster, authority: string): Controllers {
	furnishCluster(cluster);
	const all: Controller[] = [
		namespaceController(cluster, authority),
		replicaSetController(cluster),
		deploymentController(cluster),
		statefulSetController(cluster),
		daemonSetController(cluster),
		jobController(cluster),
		endpointSliceController(cluster),
		autoscalerController(cluster),
		scheduler(cluster),
		nodeLifecycleController(cluster),
		garbageCollector(cluster),
		eventExpiry(cluster),
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
