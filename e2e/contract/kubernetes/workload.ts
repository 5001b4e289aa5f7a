import { expect } from "vitest";
import type { z } from "zod";
import { patchType, send } from "./cluster.ts";
import type { Deployment } from "./shapes.ts";
import { coreEvent, deployment, listOf, pod, replicaSet } from "./shapes.ts";

/** One Deployment under test: its paths, and what can be seen of it. */
export class Workload {
	readonly namespace: string;
	readonly name: string;
	readonly path: string;

	constructor(namespace: string, name: string) {
		this.namespace = namespace;
		this.name = name;
		this.path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
	}

	async create(image: string, spec: Record<string, unknown> = {}): Promise<void> {
		const labels = { app: this.name };
		const container = {
			name: "app",
			image,
			ports: [{ containerPort: 8080 }],
			readinessProbe: { httpGet: { path: "/readyz", port: 8080 }, periodSeconds: 1 },
		};
		const body = {
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata: { name: this.name, labels },
			spec: {
				replicas: 2,
				progressDeadlineSeconds: 30,
				selector: { matchLabels: labels },
				template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 1, containers: [container] } },
				...spec,
			},
		};
		const { status, body: answer } = await send("POST", this.path.replace(/\/[^/]+$/, ""), { body });
		expect(status, JSON.stringify(answer)).toBe(201);
	}

	async get(): Promise<Deployment> {
		return deployment.parse((await send("GET", this.path)).body);
	}

	/** Sets the container's image as Lazo does: a strategic merge patch that names only it. */
	async setImage(image: string): Promise<void> {
		const body = { spec: { template: { spec: { containers: [{ name: "app", image }] } } } };
		expect((await send("PATCH", this.path, { body, type: patchType.strategic })).status).toBe(200);
	}

	async #list<T extends z.ZodType>(path: string, item: T): Promise<z.infer<T>[]> {
		const selector = encodeURIComponent(`app=${this.name}`);
		return listOf(item).parse((await send("GET", `${path}?labelSelector=${selector}`)).body).items;
	}

	/** ReplicaSets by revision, oldest first. */
	async sets(): Promise<z.infer<typeof replicaSet>[]> {
		const sets = await this.#list(`/apis/apps/v1/namespaces/${this.namespace}/replicasets`, replicaSet);
		const revision = (set: z.infer<typeof replicaSet>) =>
			Number(set.metadata.annotations["deployment.kubernetes.io/revision"]);
		return sets.sort((a, b) => revision(a) - revision(b));
	}

	/** Pods of the newest template that are not on their way out. */
	async newPods(): Promise<z.infer<typeof pod>[]> {
		const newest = (await this.sets()).at(-1)?.metadata.name;
		const pods = await this.#list(`/api/v1/namespaces/${this.namespace}/pods`, pod);
		return pods.filter(({ metadata }) => !metadata.deletionTimestamp && metadata.ownerReferences[0]?.name === newest);
	}

	/** Reasons of the Events of an object of this namespace. */
	async reasons(kind: string, name: string): Promise<string[]> {
		const selector = encodeURIComponent(`involvedObject.kind=${kind},involvedObject.name=${name}`);
		const path = `/api/v1/namespaces/${this.namespace}/events?fieldSelector=${selector}`;
		return listOf(coreEvent)
			.parse((await send("GET", path)).body)
			.items.map(({ reason }) => reason ?? "");
	}

	async log(podName: string, query: string): Promise<{ status: number; body: unknown }> {
		return send("GET", `/api/v1/namespaces/${this.namespace}/pods/${podName}/log?${query}`);
	}
}

/** Everything observed, everything updated and available, nothing old left. */
export function isRolledOut({ metadata, spec, status }: Deployment): boolean {
	return (
		status.observedGeneration >= (metadata.generation ?? 0) &&
		[status.replicas, status.updatedReplicas, status.availableReplicas].every((count) => count === spec.replicas)
	);
}

export function conditionOf(
	conditions: { type: string; status: string; reason: string; message: string }[],
	type: string,
) {
	return conditions.find((condition) => condition.type === type);
}
