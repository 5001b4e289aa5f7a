import { dropEmpty } from "./drop-empty.ts";
import type { JsonObject } from "./json.ts";
import { child, isObject, list } from "./json.ts";
import { defaultPodSpec, defaults } from "./pod-defaults.ts";

function defaultTemplate(spec: JsonObject): void {
	const template = spec.template;
	if (!isObject(template)) return;
	defaults(template, { metadata: {} });
	defaults(child(template, "metadata"), {});
	if (isObject(template.spec)) defaultPodSpec(template.spec);
}

function defaultRollingUpdate(strategy: JsonObject, values: JsonObject): void {
	if (strategy.type !== "RollingUpdate") return;
	defaults(strategy, { rollingUpdate: {} });
	defaults(child(strategy, "rollingUpdate"), values);
}

function deployment(spec: JsonObject): void {
	defaultTemplate(spec);
	defaults(spec, { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
	const strategy = child(spec, "strategy");
	defaults(strategy, { type: "RollingUpdate" });
	defaultRollingUpdate(strategy, { maxUnavailable: "25%", maxSurge: "25%" });
}

function replicaSet(spec: JsonObject): void {
	defaultTemplate(spec);
	defaults(spec, { replicas: 1 });
}

function statefulSet(spec: JsonObject): void {
	defaultTemplate(spec);
	defaults(spec, {
		replicas: 1,
		podManagementPolicy: "OrderedReady",
		revisionHistoryLimit: 10,
		updateStrategy: {},
		persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
	});
	const strategy = child(spec, "updateStrategy");
	defaults(strategy, { type: "RollingUpdate" });
	defaultRollingUpdate(strategy, { partition: 0 });
}

function daemonSet(spec: JsonObject): void {
	defaultTemplate(spec);
	defaults(spec, { revisionHistoryLimit: 10, updateStrategy: {} });
	const strategy = child(spec, "updateStrategy");
	defaults(strategy, { type: "RollingUpdate" });
	defaultRollingUpdate(strategy, { maxUnavailable: 1, maxSurge: 0 });
}

function job(spec: JsonObject): void {
	defaultTemplate(spec);
	defaults(spec, { backoffLimit: 6, completions: 1, parallelism: 1, completionMode: "NonIndexed", suspend: false });
}

function service(spec: JsonObject): void {
	defaults(spec, {
		type: "ClusterIP",
		sessionAffinity: "None",
		ipFamilies: ["IPv4"],
		ipFamilyPolicy: "SingleStack",
		internalTrafficPolicy: "Cluster",
	});
	for (const port of list(spec, "ports").filter(isObject)) defaults(port, { protocol: "TCP", targetPort: port.port });
}

function secret(object: JsonObject): void {
	defaults(object, { type: "Opaque" });
	const plain = object.stringData;
	if (!isObject(plain)) return;
	defaults(object, { data: {} });
	const data = child(object, "data");
	for (const [key, value] of Object.entries(plain)) data[key] = Buffer.from(String(value)).toString("base64");
	delete object.stringData;
}

function hpa(spec: JsonObject): void {
	defaults(spec, {
		minReplicas: 1,
		metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
	});
}

const bySpec: Record<string, (spec: JsonObject) => void> = {
	pods: defaultPodSpec,
	"deployments.apps": deployment,
	"replicasets.apps": replicaSet,
	"statefulsets.apps": statefulSet,
	"daemonsets.apps": daemonSet,
	"jobs.batch": job,
	"horizontalpodautoscalers.autoscaling": hpa,
	services: service,
};

/** Fills an object of a kind with the defaults that the API server stores, in place. */
export function setDefaults(key: string, object: JsonObject): void {
	const apply = bySpec[key];
	if (apply && isObject(object.spec)) {
		dropEmpty(object.spec);
		apply(object.spec);
	}
	if (key === "secrets") secret(object);
	if (key === "namespaces") {
		defaults(object, { spec: {}, status: {} });
		defaults(child(object, "spec"), { finalizers: ["kubernetes"] });
		defaults(child(object, "status"), { phase: "Active" });
	}
	if (key === "events") defaults(object, { source: {}, reportingComponent: "", reportingInstance: "" });
	if (["deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps", "nodes"].includes(key)) {
		defaults(object, { status: {} });
	}
}
