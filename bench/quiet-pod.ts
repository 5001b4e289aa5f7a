import { z } from "zod";
import { until } from "../e2e/harness/until.ts";
import { listenAddress } from "../sandbox/kubelet/pod-network.ts";
import type { ApiClient } from "../sandbox/kubernetes-client/api-client.ts";

const name = "bench-quiet";
const spec = z.object({ template: z.object({ spec: z.looseObject({}) }) });
const pods = z.object({
	items: z.array(
		z.object({
			metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
			status: z.object({
				podIP: z.string().optional(),
				conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
			}),
		}),
	),
});

/** A pod that nobody sends requests to, so that it writes nothing. */
export type QuietPod = {
	name: string;
	/** Makes it write one line, which holds this word. */
	speak: (word: string) => Promise<void>;
	remove: () => Promise<void>;
};

/** Starts another workload of a service of the sandbox, with the program that the service runs, behind no Service. */
export async function startQuietPod(cluster: ApiClient, place: { namespace: string; service: string }) {
	const { namespace, service } = place;
	const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
	const running = z.object({ spec }).parse(await cluster.request({ method: "GET", path: `${deployments}/${service}` }));
	const labels = { app: name };
	await cluster.request({
		...{ method: "POST", path: deployments },
		body: {
			...{ apiVersion: "apps/v1", kind: "Deployment" },
			metadata: { name, namespace, labels: { "lazo.dev/service": service } },
			spec: {
				...{ replicas: 1, selector: { matchLabels: labels } },
				template: { metadata: { labels }, spec: running.spec.template.spec },
			},
		},
	});
	const pod = await until("the quiet pod", async () => {
		const path = `/api/v1/namespaces/${namespace}/pods`;
		const { items } = pods.parse(await cluster.request({ method: "GET", path }));
		return items.find(
			({ metadata, status }) =>
				metadata.labels.app === name && status.conditions.some((one) => one.type === "Ready" && one.status === "True"),
		);
	});
	const quiet: QuietPod = {
		name: pod.metadata.name,
		speak: async (word) => {
			await fetch(`http://${listenAddress(pod.status.podIP ?? "")}:8080/${word}`);
		},
		remove: async () => {
			await cluster.request({ method: "DELETE", path: `${deployments}/${name}` });
		},
	};
	return quiet;
}
