import type { Json, JsonObject } from "../objects/json.ts";
import { child, isObject, list } from "../objects/json.ts";
import { selectorText } from "../objects/selectors.ts";
import type { KubeObject } from "../objects/types.ts";

type Column = { name: string; type: "string" | "integer"; cell: (object: KubeObject) => Json; wide?: boolean };

/** An age as `kubectl` writes it. */
export function age(since: Json | undefined, now = Date.now()): string {
	const then = typeof since === "string" ? Date.parse(since) : Number.NaN;
	if (Number.isNaN(then)) return "<unknown>";
	const seconds = Math.max(0, Math.floor((now - then) / 1000));
	const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
	if (seconds < 120) return `${seconds}s`;
	if (minutes < 10) return seconds % 60 ? `${minutes}m${seconds % 60}s` : `${minutes}m`;
	if (hours < 3) return `${minutes}m`;
	if (hours < 8) return minutes % 60 ? `${hours}h${minutes % 60}m` : `${hours}h`;
	if (hours < 48) return `${hours}h`;
	return days < 8 && hours % 24 ? `${days}d${hours % 24}h` : `${days}d`;
}

function at(object: JsonObject, path: string): Json | undefined {
	const steps = path.split(".");
	const last = steps.pop() ?? "";
	return steps.reduce(child, object)[last];
}

function text(name: string, path: string, empty = "<none>"): Column {
	return { name, type: "string", cell: (object) => at(object, path) || empty };
}

function count(name: string, path: string): Column {
	return { name, type: "integer", cell: (object) => at(object, path) ?? 0 };
}

function waitingReason(status: JsonObject): string | undefined {
	for (const item of list(status, "containerStatuses").filter(isObject)) {
		const state = child(item, "state");
		const reason = child(state, "waiting").reason ?? child(state, "terminated").reason;
		if (typeof reason === "string" && reason) return reason;
	}
	return undefined;
}

function podStatus(pod: KubeObject): string {
	if (pod.metadata.deletionTimestamp) return "Terminating";
	const status = child(pod, "status");
	return waitingReason(status) ?? String(status.reason ?? status.phase ?? "Unknown");
}

function podCounts(pod: KubeObject): { ready: number; total: number; restarts: number } {
	const statuses = list(child(pod, "status"), "containerStatuses").filter(isObject);
	return {
		ready: statuses.filter((status) => status.ready === true).length,
		total: list(child(pod, "spec"), "containers").length,
		restarts: statuses.reduce((sum, status) => sum + Number(status.restartCount ?? 0), 0),
	};
}

function nodeStatus(node: KubeObject): string {
	const ready = list(child(node, "status"), "conditions")
		.filter(isObject)
		.find((condition) => condition.type === "Ready");
	const word = ready?.status === "True" ? "Ready" : "NotReady";
	return at(node, "spec.unschedulable") ? `${word},SchedulingDisabled` : word;
}

function servicePorts(service: KubeObject): string {
	const ports = list(child(service, "spec"), "ports").filter(isObject);
	return ports.map((port) => `${String(port.port)}/${String(port.protocol)}`).join(",") || "<none>";
}

function images(object: KubeObject): string {
	const containers = list(child(child(child(object, "spec"), "template"), "spec"), "containers").filter(isObject);
	return containers.map((container) => String(container.image)).join(",");
}

const name: Column = { name: "Name", type: "string", cell: (object) => object.metadata.name };
const created: Column = { name: "Age", type: "string", cell: (object) => age(object.metadata.creationTimestamp) };
const replicasReady: Column = {
	name: "Ready",
	type: "string",
	cell: (object) => `${String(at(object, "status.readyReplicas") ?? 0)}/${String(at(object, "spec.replicas") ?? 0)}`,
};
const selector: Column = {
	name: "Selector",
	type: "string",
	wide: true,
	cell: (object) => selectorText(child(child(object, "spec"), "selector")),
};
const workloadWide: Column[] = [{ name: "Images", type: "string", wide: true, cell: images }, selector];

const columns: Record<string, Column[]> = {
	Pod: [
		name,
		{ name: "Ready", type: "string", cell: (pod) => `${podCounts(pod).ready}/${podCounts(pod).total}` },
		{ name: "Status", type: "string", cell: podStatus },
		{ name: "Restarts", type: "string", cell: (pod) => String(podCounts(pod).restarts) },
		created,
		{ ...text("IP", "status.podIP"), wide: true },
		{ ...text("Node", "spec.nodeName"), wide: true },
	],
	Deployment: [
		name,
		replicasReady,
		count("Up-to-date", "status.updatedReplicas"),
		count("Available", "status.availableReplicas"),
		created,
		...workloadWide,
	],
	ReplicaSet: [
		name,
		count("Desired", "spec.replicas"),
		count("Current", "status.replicas"),
		count("Ready", "status.readyReplicas"),
		created,
		...workloadWide,
	],
	StatefulSet: [name, replicasReady, created],
	DaemonSet: [
		name,
		count("Desired", "status.desiredNumberScheduled"),
		count("Current", "status.currentNumberScheduled"),
		count("Ready", "status.numberReady"),
		created,
	],
	Node: [
		name,
		{ name: "Status", type: "string", cell: nodeStatus },
		created,
		text("Version", "status.nodeInfo.kubeletVersion", ""),
	],
	Namespace: [name, text("Status", "status.phase"), created],
	Service: [
		name,
		text("Type", "spec.type"),
		text("Cluster-IP", "spec.clusterIP"),
		{ name: "Port(s)", type: "string", cell: servicePorts },
		created,
	],
	Event: [
		{ name: "Last Seen", type: "string", cell: (event) => age(event.lastTimestamp ?? event.eventTime) },
		text("Type", "type"),
		text("Reason", "reason"),
		{
			name: "Object",
			type: "string",
			cell: (event) =>
				`${String(at(event, "involvedObject.kind") ?? "").toLowerCase()}/${String(at(event, "involvedObject.name") ?? "")}`,
		},
		text("Message", "message", ""),
	],
};

/** Objects as the table that `kubectl get` prints. */
export function toTable(objects: KubeObject[], kind: string, metadata: JsonObject): object {
	const own = columns[kind] ?? [name, created];
	return {
		kind: "Table",
		apiVersion: "meta.k8s.io/v1",
		metadata,
		columnDefinitions: own.map((column) => ({
			name: column.name,
			type: column.type,
			format: column === name ? "name" : "",
			description: "",
			priority: column.wide ? 1 : 0,
		})),
		rows: objects.map((object) => ({
			cells: own.map((column) => column.cell(object)),
			object: { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata },
		})),
	};
}
