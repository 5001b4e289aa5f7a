import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { environments } from "../company/company.ts";
import { ApiClient } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";

const named = z.object({ name: z.string(), namespace: z.string() });
const deploymentsSchema = z.object({
	items: z.array(
		z.object({
			metadata: named,
			spec: z.object({ replicas: z.number().default(1) }),
			status: z.object({ availableReplicas: z.number().default(0) }).prefault({}),
		}),
	),
});
const podsSchema = z.object({
	items: z.array(
		z.object({
			metadata: named,
			status: z.object({
				containerStatuses: z
					.array(z.object({ state: z.object({ running: z.object({ startedAt: z.string() }).optional() }) }))
					.default([]),
			}),
		}),
	),
});

export type RolloutPatience = {
	/** How long to wait at most, in ms. */
	patienceMs: number;
	/** When the kubelet was started (ms): what the API says of pods that started before is what it knew last time. */
	since: number;
};

/** Waits until the company's Deployments have all their pods; returns what is late when patience ends. */
export async function waitForRollouts(dataDir: string, { patienceMs, since }: RolloutPatience): Promise<string[]> {
	const client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
	const deadline = Date.now() + patienceMs;
	try {
		for (;;) {
			const late = [...(await lateDeployments(client)), ...(await oldPods(client, since))];
			if (late.length === 0 || Date.now() > deadline) return late;
			await sleep(250);
		}
	} finally {
		await client.close();
	}
}

async function lateDeployments(client: ApiClient): Promise<string[]> {
	const answer = await client.request({ method: "GET", path: "/apis/apps/v1/deployments" });
	return deploymentsSchema
		.parse(answer)
		.items.filter(({ spec, status }) => status.availableReplicas < spec.replicas)
		.flatMap(({ metadata }) => nameOf(metadata));
}

/** Pods whose containers are said to run since before this kubelet did. The API gives whole seconds. */
async function oldPods(client: ApiClient, since: number): Promise<string[]> {
	const answer = await client.request({ method: "GET", path: "/api/v1/pods" });
	return podsSchema
		.parse(answer)
		.items.filter(({ status }) =>
			status.containerStatuses.some(({ state }) => Date.parse(state.running?.startedAt ?? "") + 1000 <= since),
		)
		.flatMap(({ metadata }) => nameOf(metadata));
}

function nameOf({ namespace, name }: z.infer<typeof named>): string[] {
	return environments.some((environment) => environment === namespace) ? [`${namespace}/${name}`] : [];
}
