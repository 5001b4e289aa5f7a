import { createHash } from "node:crypto";
import { z } from "zod";
import { startControlPlane } from "../e2e/control-plane/cluster.ts";
import { until } from "../e2e/harness/until.ts";
import { ApiClient, ApiError } from "../sandbox/kubernetes-client/api-client.ts";
import { readKubeconfig } from "../sandbox/kubernetes-client/kubeconfig.ts";

/** How large the cluster is: every service has a Deployment in each namespace. */
export type Size = { services: number; namespaces: readonly string[]; podsEach: number };
export type KwokCluster = { kubeconfigFile: string; client: ApiClient; stop: () => Promise<void> };

const nodes = 25;
const apps = "/apis/apps/v1/deployments";
const listed = z.object({
	metadata: z.object({ continue: z.string().optional() }),
	items: z.array(
		z.object({
			metadata: z.object({ namespace: z.string(), name: z.string() }),
			status: z.object({ readyReplicas: z.number().default(0), replicas: z.number().default(0) }),
		}),
	),
});

export const serviceName = (index: number): string => `bench-service-${index}`;

/** Makes what `size` says on a real control plane whose nodes kwok plays, and waits until every pod is ready. The same folder again goes on from there. */
export async function startKwokCluster(stateDir: string, port: number, size: Size): Promise<KwokCluster> {
	const control = await startControlPlane({ stateDir, port, nodes: [], kwok: nodes });
	const client = new ApiClient(readKubeconfig(control.kubeconfigFile));
	const stop = async () => {
		await client.close();
		await control.stop();
	};
	try {
		await make(client, size);
		await allReady(client, size);
		return { kubeconfigFile: control.kubeconfigFile, client, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function make(client: ApiClient, { services, namespaces, podsEach }: Size): Promise<void> {
	for (const name of namespaces)
		await post(client, "/api/v1/namespaces", { metadata: { name, labels: { "lazo.dev/environment": name } } });
	const there = new Set((await readAll(client)).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
	const wanted = namespaces.flatMap((namespace) =>
		Array.from({ length: services }, (_, index) => ({ namespace, name: serviceName(index) })),
	);
	const missing = wanted.filter(({ namespace, name }) => !there.has(`${namespace}/${name}`));
	const work = async () => {
		for (let one = missing.pop(); one; one = missing.pop()) {
			await post(client, `/apis/apps/v1/namespaces/${one.namespace}/deployments`, deployment(one.name, podsEach));
		}
	};
	await Promise.all(Array.from({ length: 8 }, work));
}

/** Makes an object that may be there already. */
async function post(client: ApiClient, path: string, body: object): Promise<void> {
	await client.request({ method: "POST", path, body }).catch((error: unknown) => {
		if (!(error instanceof ApiError && error.status === 409)) throw error;
	});
}

function deployment(name: string, replicas: number) {
	const labels = { "lazo.dev/service": name };
	const digest = createHash("sha256").update(name).digest("hex");
	return {
		metadata: { name, labels },
		spec: {
			replicas,
			selector: { matchLabels: labels },
			template: {
				metadata: { labels },
				spec: { containers: [{ name: "app", image: `registry.example/bench/${name}:1.0.0@sha256:${digest}` }] },
			},
		},
	};
}

async function readAll(client: ApiClient) {
	const items = [];
	let next: string | undefined;
	do {
		const query = new URLSearchParams({ limit: "500", ...(next && { continue: next }) });
		const page = listed.parse(await client.request({ method: "GET", path: `${apps}?${query}` }));
		items.push(...page.items);
		next = page.metadata.continue;
	} while (next);
	return items;
}

async function allReady(client: ApiClient, { services, namespaces, podsEach }: Size): Promise<void> {
	const wanted = services * namespaces.length * podsEach;
	const began = Date.now();
	const ready = async () => {
		const all = await readAll(client);
		const [there, good] = [
			sum(all.map(({ status }) => status.replicas)),
			sum(all.map((one) => one.status.readyReplicas)),
		];
		console.log(`  ${Math.round((Date.now() - began) / 1_000)} s: ${good} of ${wanted} pods are ready`);
		return good === wanted && there === wanted;
	};
	await until(`${wanted} pods ready`, ready, { seconds: 1_500, everyMs: 10_000 });
}

const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);
