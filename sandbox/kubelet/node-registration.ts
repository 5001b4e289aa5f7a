import { cpus, release } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type ApiClient, ApiError, patchTypes } from "../kubernetes-client/api-client.ts";
import { apiTime } from "./api-time.ts";

/** A node as it presents itself. `index` counts from 1 and gives its zone. */
export type NodeIdentity = { name: string; index: number; hostIP: string; port: number };

export type Registration = {
	identity: NodeIdentity;
	client: ApiClient;
	onTrouble: (reason: string) => void;
	signal: AbortSignal;
};

const renewEvery = 5000;
const statusEvery = 60_000;
const nodeSchema = z.object({
	status: z
		.object({
			conditions: z
				.array(z.object({ type: z.string(), status: z.string(), lastTransitionTime: z.string().nullish() }))
				.default([]),
		})
		.default({ conditions: [] }),
});

/**
 * Registers a node and keeps it alive, until aborted: a lease every 5 s, its whole status every minute, and at once when
 * somebody else says that it is not ready.
 */
export async function keepNodeRegistered(registration: Registration): Promise<void> {
	const { client, identity, onTrouble, signal } = registration;
	let statusAt = 0;
	while (!signal.aborted) {
		try {
			if (Date.now() - statusAt >= statusEvery || !(await isSaidReady(client, identity.name))) {
				await reportStatus(client, identity);
				statusAt = Date.now();
			}
			if (!signal.aborted) await renewLease(client, identity.name);
		} catch (error) {
			onTrouble(error instanceof Error ? error.message : String(error));
			// The node or the API server's memory of it may be gone: tell everything again.
			statusAt = 0;
			await sleep(1000, undefined, { signal }).catch(() => {});
			continue;
		}
		await sleep(renewEvery, undefined, { signal }).catch(() => {});
	}
}

async function isSaidReady(client: ApiClient, node: string): Promise<boolean> {
	const found = await client.request({ method: "GET", path: `/api/v1/nodes/${node}` });
	return nodeSchema.parse(found).status.conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

async function reportStatus(client: ApiClient, identity: NodeIdentity): Promise<void> {
	const path = `/api/v1/nodes/${identity.name}`;
	const node = await client.request({ method: "GET", path }).catch(async (error) => {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
		return client.request({ method: "POST", path: "/api/v1/nodes", body: nodeObject(identity) });
	});
	const before = nodeSchema.parse(node).status.conditions;
	const now = apiTime(new Date());
	const conditions = nodeConditions().map((condition) => {
		const old = before.find((entry) => entry.type === condition.type);
		const since = old?.status === condition.status ? old.lastTransitionTime : null;
		return { ...condition, lastHeartbeatTime: now, lastTransitionTime: since ?? now };
	});
	const body = { status: { ...nodeStatus(identity), conditions } };
	await client.request({ method: "PATCH", path: `${path}/status`, body, contentType: patchTypes.strategic });
}

async function renewLease(client: ApiClient, node: string): Promise<void> {
	const leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
	const spec = {
		holderIdentity: node,
		leaseDurationSeconds: 40,
		renewTime: new Date().toISOString().replace("Z", "000Z"),
	};
	const body = { apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: { name: node }, spec };
	try {
		await client.request({ method: "PATCH", path: `${leases}/${node}`, body: { spec }, contentType: patchTypes.merge });
	} catch (error) {
		if (!(error instanceof ApiError) || error.status !== 404) throw error;
		await client.request({ method: "POST", path: leases, body });
	}
}

function nodeObject({ name, index }: NodeIdentity): unknown {
	const labels = {
		"kubernetes.io/hostname": name,
		"kubernetes.io/os": "linux",
		"kubernetes.io/arch": architecture(),
		"topology.kubernetes.io/region": "harbor",
		"topology.kubernetes.io/zone": `harbor-${"abc"[(index - 1) % 3]}`,
	};
	return { apiVersion: "v1", kind: "Node", metadata: { name, labels }, spec: {} };
}

function nodeStatus({ hostIP, port }: NodeIdentity): Record<string, unknown> {
	const capacity = {
		cpu: String(Math.max(8, cpus().length)),
		memory: "16Gi",
		pods: "110",
		"ephemeral-storage": "100Gi",
	};
	return {
		// A Hostname address would make API servers look the name up, in vain.
		addresses: [{ type: "InternalIP", address: hostIP }],
		capacity,
		allocatable: capacity,
		daemonEndpoints: { kubeletEndpoint: { Port: port } },
		nodeInfo: {
			machineID: "",
			systemUUID: "",
			bootID: "",
			kernelVersion: release(),
			osImage: "Sandbox",
			containerRuntimeVersion: `node://${process.versions.node}`,
			kubeletVersion: "v1.36.0-sandbox",
			kubeProxyVersion: "",
			operatingSystem: "linux",
			architecture: architecture(),
		},
	};
}

function nodeConditions(): { type: string; status: string; reason: string; message: string }[] {
	const pressure = (type: string, reason: string, message: string) => ({ type, status: "False", reason, message });
	return [
		pressure("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
		pressure("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
		pressure("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
		{ type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
	];
}

function architecture(): string {
	return process.arch === "x64" ? "amd64" : process.arch;
}
