import { join } from "node:path";
import { ApiClient } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";
import { listAndWatch } from "../kubernetes-client/list-and-watch.ts";
import { EventRecorder } from "./event-recorder.ts";
import { ImageStore } from "./image-store.ts";
import type { NodeContext } from "./node-context.ts";
import { keepNodeRegistered } from "./node-registration.ts";
import { compileCacheOf, type KubeletOptions } from "./options.ts";
import { PodAddresses } from "./pod-network.ts";
import { type Pod, podSchema } from "./pod-types.ts";
import { PodWorker } from "./pod-worker.ts";
import type { Turns } from "./turns.ts";

const hostIP = "127.0.0.1";

export type NodeAgentOptions = { name: string; index: number; kubelet: KubeletOptions; starts: Turns };

/** One living node: registered, with its pods running. Stopped, it is as dead as a machine without power. */
export class NodeAgent {
	readonly name: string;
	readonly #context: NodeContext;
	readonly #events: EventRecorder;
	readonly #workers = new Map<string, PodWorker>();
	readonly #stop = new AbortController();
	/** The last trouble of each kind: an API server that is away is told once, not with every try. */
	readonly #told = new Map<string, string>();

	constructor({ name, index, kubelet, starts }: NodeAgentOptions) {
		this.name = name;
		const folder = join(kubelet.dataDir, "kubelet", name);
		const client = new ApiClient(readKubeconfig(kubelet.kubeconfig, `system:node:${name}`));
		this.#context = {
			name,
			hostIP,
			client,
			images: new ImageStore(join(folder, "images")),
			addresses: new PodAddresses(kubelet.podNetwork, index),
			backOff: kubelet.backOff,
			starts,
			logsFolder: join(folder, "logs"),
			compileCache: compileCacheOf(kubelet.dataDir),
			faultsFile: join(kubelet.dataDir, "faults.json"),
		};
		this.#events = new EventRecorder(client, name);
		const identity = { name, index, hostIP, port: kubelet.port };
		const signal = this.#stop.signal;
		void keepNodeRegistered({ identity, client, onTrouble: (reason) => this.#trouble("node status", reason), signal });
		void listAndWatch(client, {
			path: "/api/v1/pods",
			query: `fieldSelector=${encodeURIComponent(`spec.nodeName=${name}`)}`,
			item: podSchema,
			onList: (pods) => this.#replace(pods),
			onChange: (type, pod) => {
				if (type === "DELETED") this.#vanish(pod.metadata.uid);
				else this.#apply(pod);
			},
			onTrouble: (reason) => this.#trouble("pods", reason),
			signal,
		});
	}

	/** The worker of a pod on this node, or `null`. */
	find(namespace: string, name: string): PodWorker | null {
		for (const worker of this.#workers.values()) {
			const { metadata } = worker.pod;
			if (metadata.namespace === namespace && metadata.name === name) return worker;
		}
		return null;
	}

	/** Ends all at once: no lease, no status, no process. */
	stop(): void {
		this.#stop.abort();
		this.#events.silence();
		for (const worker of this.#workers.values()) worker.halt();
		void this.#context.client.close();
	}

	#replace(pods: Pod[]): void {
		for (const pod of pods) if (pod.status.podIP) this.#context.addresses.reserve(pod.status.podIP);
		const alive = new Set(pods.map((pod) => pod.metadata.uid));
		for (const uid of this.#workers.keys()) if (!alive.has(uid)) this.#vanish(uid);
		for (const pod of pods) this.#apply(pod);
	}

	#apply(pod: Pod): void {
		const worker = this.#workers.get(pod.metadata.uid);
		if (worker) {
			worker.update(pod);
			return;
		}
		const started = new PodWorker(pod, this.#context, this.#events);
		this.#workers.set(pod.metadata.uid, started);
		started.start();
	}

	#vanish(uid: string): void {
		const worker = this.#workers.get(uid);
		this.#workers.delete(uid);
		void worker?.vanish();
	}

	#trouble(what: string, reason: string): void {
		if (this.#told.get(what) === reason) return;
		this.#told.set(what, reason);
		process.stderr.write(`${this.name}: ${what}: ${reason}\n`);
	}
}
