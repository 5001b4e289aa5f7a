import { child } from "../objects/json.ts";
import type { Condition, HorizontalPodAutoscaler } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { timestamp } from "../registry/cluster.ts";
import type { Controller } from "./controller.ts";
import { defineController, keyOf, splitKey } from "./controller.ts";
import { recordEvent } from "./record-event.ts";

const component = "horizontal-pod-autoscaler";
const noMetrics =
	"failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";

function conditionsNow(): Condition[] {
	const lastTransitionTime = timestamp();
	return [
		{
			type: "AbleToScale",
			status: "True",
			lastTransitionTime,
			reason: "SucceededGetScale",
			message: "the HPA controller was able to get the target's current scale",
		},
		{
			type: "ScalingActive",
			status: "False",
			lastTransitionTime,
			reason: "FailedGetResourceMetric",
			message: `the HPA was unable to compute the replica count: ${noMetrics}`,
		},
	];
}

function reconcile(cluster: Cluster, autoscaler: HorizontalPodAutoscaler): void {
	const { namespace } = autoscaler.metadata;
	const target = child(autoscaler.spec, "scaleTargetRef");
	const deployment = cluster.store.get("deployments.apps", namespace, String(target.name));
	const known = autoscaler.status?.conditions;
	cluster.store.put("horizontalpodautoscalers.autoscaling", {
		...autoscaler,
		status: {
			currentReplicas: deployment?.status.replicas ?? 0,
			desiredReplicas: 0,
			currentMetrics: null,
			conditions: known ?? conditionsNow(),
		},
	});
	if (known) return;
	recordEvent(cluster, autoscaler, {
		type: "Warning",
		reason: "FailedGetResourceMetric",
		message: noMetrics,
		component,
	});
}

/** Says of every autoscaler what a cluster without a metrics server says: it cannot know the load. */
export function autoscalerController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "horizontalpodautoscalers.autoscaling",
		concerns: (change) => (change.key === "horizontalpodautoscalers.autoscaling" ? [keyOf(change.object)] : []),
		reconcile: (key) => {
			const { namespace, name } = splitKey(key);
			const autoscaler = cluster.store.get("horizontalpodautoscalers.autoscaling", namespace, name);
			if (autoscaler) reconcile(cluster, autoscaler);
		},
	});
}
