import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../kubernetes-client/api-client.ts";
import { apiTime } from "./api-time.ts";
import { ContainerRunner } from "./container-runner.ts";
import type { EventRecorder } from "./event-recorder.ts";
import type { NodeContext } from "./node-context.ts";
import { podStatus } from "./pod-status.ts";
import type { Condition, Pod } from "./pod-types.ts";
import { StatusWriter } from "./status-writer.ts";

/** The life of one pod on a node, from the moment it is bound until it is deleted. */
export class PodWorker {
	readonly runners: ContainerRunner[];
	readonly #node: NodeContext;
	readonly #events: EventRecorder;
	readonly #status: StatusWriter;
	readonly #podIP: string;
	readonly #startTime: string;
	readonly #path: string;
	#pod: Pod;
	#conditions: Condition[];
	#finished: boolean;
	#closing = false;
	#halted = false;

	constructor(pod: Pod, node: NodeContext, events: EventRecorder) {
		this.#pod = pod;
		this.#node = node;
		this.#events = events;
		this.#podIP = pod.status.podIP || node.addresses.take();
		this.#startTime = pod.status.startTime ?? apiTime(new Date());
		this.#conditions = pod.status.conditions;
		this.#finished = pod.status.phase === "Succeeded" || pod.status.phase === "Failed";
		this.#path = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}`;
		this.#status = new StatusWriter(node.client, `${this.#path}/status`, () => this.#statusPatch());
		const context = {
			node,
			events,
			pod: () => this.#pod,
			podIP: this.#podIP,
			logFolder: join(node.logsFolder, `${pod.metadata.namespace}_${pod.metadata.name}_${pod.metadata.uid}`),
			onChange: () => {
				if (!this.#finished) this.#status.touch();
			},
		};
		this.runners = pod.spec.containers.map((container) => new ContainerRunner(container, context));
	}

	get pod(): Pod {
		return this.#pod;
	}

	/** Starts the containers, unless the pod has ended before or is about to be deleted. */
	start(): void {
		if (this.#pod.metadata.deletionTimestamp) void this.#terminate();
		else if (!this.#finished) void this.#run();
	}

	/** Takes a newer version of the pod; a deleted one is brought to its end. */
	update(pod: Pod): void {
		this.#pod = pod;
		if (pod.metadata.deletionTimestamp) void this.#terminate();
		else this.#insist(pod.status.conditions);
	}

	/** The pod is gone from the API: its containers end, nothing is reported. */
	async vanish(): Promise<void> {
		this.#closing = true;
		this.#status.close();
		await this.#stopContainers();
		this.#events.forget(this.#pod.metadata.uid);
		this.#node.addresses.release(this.#podIP);
		const { namespace, name, uid } = this.#pod.metadata;
		rmSync(join(this.#node.logsFolder, `${namespace}_${name}_${uid}`), { recursive: true, force: true });
	}

	/** The node dies or the kubelet ends: containers end at once and nobody reports them. */
	halt(): void {
		this.#closing = true;
		this.#halted = true;
		this.#status.close();
		for (const runner of this.runners) runner.kill();
	}

	async #run(): Promise<void> {
		this.#status.touch();
		await Promise.all(this.runners.map((runner) => runner.run()));
		if (this.#closing) return;
		this.#finished = true;
		this.#status.touch();
	}

	async #terminate(): Promise<void> {
		if (this.#closing) return;
		this.#closing = true;
		await this.#stopContainers();
		this.#finished = this.runners.every((runner) => runner.report.state.terminated);
		this.#status.touch();
		await this.#status.flush();
		await this.#delete();
	}

	async #stopContainers(): Promise<void> {
		const grace = this.#pod.metadata.deletionGracePeriodSeconds ?? this.#pod.spec.terminationGracePeriodSeconds;
		await Promise.all(this.runners.map((runner) => runner.stop(grace)));
	}

	/** The last word of a kubelet about a pod. Until the API server has heard it, the pod's name stays taken. */
	async #delete(): Promise<void> {
		const body = { gracePeriodSeconds: 0, preconditions: { uid: this.#pod.metadata.uid } };
		while (!this.#halted) {
			try {
				await this.#node.client.request({ method: "DELETE", path: this.#path, body });
				return;
			} catch (error) {
				if (error instanceof ApiError && error.status < 500 && error.status !== 429) return;
				await sleep(1000);
			}
		}
	}

	/** Says again whether the pod is ready when somebody else has said otherwise: the node controller does while a lease is late. */
	#insist(observed: Condition[]): void {
		const isReady = ({ type }: Condition) => type === "Ready";
		const [said, stands] = [this.#conditions.find(isReady), observed.find(isReady)];
		if (this.#closing || !said || !stands || said.status === stands.status) return;
		this.#conditions = this.#conditions.map((condition) => (condition === said ? stands : condition));
		this.#status.touch();
	}

	#statusPatch(): unknown {
		const status = podStatus(
			{
				pod: this.#pod,
				podIP: this.#podIP,
				hostIP: this.#node.hostIP,
				startTime: this.#startTime,
				containers: this.runners.map((runner) => runner.report),
				finished: this.#finished,
				previous: this.#conditions,
			},
			new Date(),
		);
		this.#conditions = status.conditions;
		return { metadata: { uid: this.#pod.metadata.uid }, status };
	}
}
