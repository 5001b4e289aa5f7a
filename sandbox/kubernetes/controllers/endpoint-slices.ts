import { createHash } from "node:crypto";
import type { JsonObject } from "../objects/json.ts";
import { isObject, list } from "../objects/json.ts";
import { kindOf } from "../objects/kinds.ts";
import { matchesSelector } from "../objects/selectors.ts";
import type { KubeObject, Pod, Service, ServicePort } from "../objects/types.ts";
import type { Cluster } from "../registry/cluster.ts";
import { createObject } from "../registry/create-object.ts";
import { updateObject } from "../registry/update-object.ts";
import type { Controller } from "./controller.ts";
import { defineController, keyOf, splitKey } from "./controller.ts";
import { controllerReference } from "./ownership.ts";
import { isReady } from "./pod-state.ts";

const key = "endpointslices.discovery.k8s.io";

function endpointOf(pod: Pod): JsonObject {
	const terminating = pod.metadata.deletionTimestamp !== undefined;
	const serving = isReady(pod);
	const { name, namespace, uid } = pod.metadata;
	return {
		addresses: [pod.status.podIP ?? ""],
		conditions: { ready: serving && !terminating, serving, terminating },
		...(pod.spec.nodeName ? { nodeName: pod.spec.nodeName } : {}),
		targetRef: { kind: "Pod", namespace, name, uid },
	};
}

function portNumber(port: ServicePort, pods: Pod[]): number {
	if (typeof port.targetPort === "number") return port.targetPort;
	const named = pods.flatMap((pod) => pod.spec.containers).flatMap((container) => container.ports ?? []);
	return named.find(({ name }) => name === port.targetPort)?.containerPort ?? port.port;
}

function sliceOf(service: Service, pods: Pod[]): JsonObject {
	const ports = (service.spec.ports ?? []).map((port) => ({
		name: port.name ?? "",
		protocol: port.protocol ?? "TCP",
		port: portNumber(port, pods),
		...(port.appProtocol ? { appProtocol: port.appProtocol } : {}),
	}));
	return { addressType: "IPv4", endpoints: pods.map(endpointOf), ports };
}

function metadataOf(service: Service): JsonObject {
	const { name, namespace, uid, labels } = service.metadata;
	return {
		name: `${name}-${createHash("sha256").update(uid).digest("hex").slice(0, 5)}`,
		namespace,
		labels: {
			...labels,
			"kubernetes.io/service-name": name,
			"endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
		},
		ownerReferences: [controllerReference(service)],
	};
}

function reconcile(cluster: Cluster, service: Service): void {
	const { selector } = service.spec;
	if (!selector || Object.keys(selector).length === 0) return;
	const { namespace } = service.metadata;
	const pods = cluster.store
		.list("pods", namespace)
		.filter((pod) => pod.status.podIP && !["Succeeded", "Failed"].includes(pod.status.phase))
		.filter((pod) => matchesSelector({ matchLabels: selector }, pod.metadata.labels));
	const metadata = metadataOf(service);
	const name = String(metadata.name);
	const kind = kindOf(key);
	const known = cluster.store.get<string>(key, namespace, name);
	if (!known) createObject(cluster, { kind, namespace }, { ...sliceOf(service, pods), metadata });
	else updateObject(cluster, { kind, namespace, name }, { ...known, ...sliceOf(service, pods) });
}

/** Services whose slices a pod is in, or was in before it changed. */
function servicesOf(cluster: Cluster, pod: KubeObject): string[] {
	const { namespace, labels, name } = pod.metadata;
	const selected = cluster.store
		.list("services", namespace)
		.filter(({ spec }) => spec.selector && matchesSelector({ matchLabels: spec.selector }, labels));
	const listed = cluster.store
		.list<string>(key, namespace)
		.filter((slice) =>
			list(slice, "endpoints").some((one) => isObject(one) && isObject(one.targetRef) && one.targetRef.name === name),
		)
		.map((slice) => `${namespace}/${slice.metadata.labels?.["kubernetes.io/service-name"]}`);
	return [...new Set([...selected.map(keyOf), ...listed])];
}

/** Keeps one EndpointSlice a Service, with the addresses of its pods and whether each is ready. */
export function endpointSliceController(cluster: Cluster): Controller {
	return defineController(cluster, {
		kind: "services",
		concerns: (change) => {
			if (change.key === "services") return [keyOf(change.object)];
			return change.key === "pods" ? servicesOf(cluster, change.object) : [];
		},
		reconcile: (of) => {
			const { namespace, name } = splitKey(of);
			const service = cluster.store.get("services", namespace, name);
			if (service && !service.metadata.deletionTimestamp) reconcile(cluster, service);
		},
	});
}
