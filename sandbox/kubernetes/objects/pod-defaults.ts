import type { Json, JsonObject } from "./json.ts";
import { child, isObject, list } from "./json.ts";

/** Sets fields that are missing. */
export function defaults(target: JsonObject, values: JsonObject): void {
	for (const [key, value] of Object.entries(values))
		if (target[key] === undefined || target[key] === null) target[key] = value;
}

function objects(items: Json[]): JsonObject[] {
	return items.filter(isObject);
}

/** `Always` where the reference can change its meaning: no tag or `latest`, and no digest. */
function pullPolicy(image: string): string {
	const name = image.slice(image.lastIndexOf("/") + 1);
	if (name.includes("@")) return "IfNotPresent";
	return !name.includes(":") || name.endsWith(":latest") ? "Always" : "IfNotPresent";
}

function defaultProbe(probe: JsonObject): void {
	defaults(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
	if (isObject(probe.httpGet)) defaults(probe.httpGet, { path: "/", scheme: "HTTP" });
}

function defaultResources(container: JsonObject): void {
	defaults(container, { resources: {} });
	const resources = child(container, "resources");
	if (!isObject(resources.limits)) return;
	defaults(resources, { requests: {} });
	defaults(child(resources, "requests"), { ...resources.limits });
}

function defaultContainer(container: JsonObject): void {
	defaults(container, {
		imagePullPolicy: pullPolicy(String(container.image ?? "")),
		terminationMessagePath: "/dev/termination-log",
		terminationMessagePolicy: "File",
	});
	defaultResources(container);
	for (const port of objects(list(container, "ports"))) defaults(port, { protocol: "TCP" });
	for (const probe of ["readinessProbe", "livenessProbe", "startupProbe"]) {
		const found = container[probe];
		if (isObject(found)) defaultProbe(found);
	}
	for (const variable of objects(list(container, "env"))) {
		const from = child(child(variable, "valueFrom"), "fieldRef");
		if (Object.keys(from).length > 0) defaults(from, { apiVersion: "v1" });
	}
}

function defaultVolume(volume: JsonObject): void {
	for (const source of ["configMap", "secret", "downwardAPI", "projected"]) {
		const found = volume[source];
		if (isObject(found)) defaults(found, { defaultMode: 420 });
	}
	if (isObject(volume.hostPath)) defaults(volume.hostPath, { type: "" });
}

/** The defaults of `core/v1` for a pod spec, in a pod or in a template (source: pkg/apis/core/v1/defaults.go). */
export function defaultPodSpec(spec: JsonObject): void {
	defaults(spec, {
		restartPolicy: "Always",
		terminationGracePeriodSeconds: 30,
		dnsPolicy: "ClusterFirst",
		securityContext: {},
		schedulerName: "default-scheduler",
	});
	for (const field of ["containers", "initContainers"]) objects(list(spec, field)).forEach(defaultContainer);
	objects(list(spec, "volumes")).forEach(defaultVolume);
	const account = spec.serviceAccountName;
	if (typeof account === "string") defaults(spec, { serviceAccount: account });
}

function sameLimits(container: JsonObject): boolean {
	const limits = child(child(container, "resources"), "limits");
	const requests = child(child(container, "resources"), "requests");
	return ["cpu", "memory"].every((name) => limits[name] !== undefined && limits[name] === requests[name]);
}

function qosClass(spec: JsonObject): string {
	const containers = objects(list(spec, "containers"));
	const some = containers.some((container) =>
		["limits", "requests"].some((part) => Object.keys(child(child(container, "resources"), part)).length > 0),
	);
	if (!some) return "BestEffort";
	return containers.every(sameLimits) ? "Guaranteed" : "Burstable";
}

/** What admission plug-ins add to a pod. @param tolerationSeconds how long a pod stays on a node that is gone */
export function admitPod(pod: JsonObject, tolerationSeconds: number): void {
	const spec = child(pod, "spec");
	defaults(spec, {
		serviceAccountName: "default",
		enableServiceLinks: true,
		priority: 0,
		preemptionPolicy: "PreemptLowerPriority",
	});
	defaults(spec, { serviceAccount: spec.serviceAccountName, tolerations: [] });
	const tolerations = list(spec, "tolerations");
	for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
		const known = objects(tolerations).some((toleration) => toleration.key === key || !toleration.key);
		if (!known) tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds });
	}
	pod.status = { phase: "Pending", qosClass: qosClass(spec) };
}
