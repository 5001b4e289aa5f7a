import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { environments } from "../company/company.ts";
import { ApiClient } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";

const listSchema = z.object({
	items: z.array(
		z.object({
			metadata: z.object({ name: z.string(), namespace: z.string() }),
			spec: z.object({ replicas: z.number().default(1) }),
			status: z.object({ availableReplicas: z.number().default(0) }).prefault({}),
		}),
	),
});

/** Waits until the company's Deployments have all their pods, at most that long; returns those that have not. */
export async function waitForRollouts(dataDir: string, patienceMs: number): Promise<string[]> {
	const client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
	const deadline = Date.now() + patienceMs;
	try {
		for (;;) {
			const late = await lateDeployments(client);
			if (late.length === 0 || Date.now() > deadline) return late;
			await sleep(250);
		}
	} finally {
		await client.close();
	}
}

async function lateDeployments(client: ApiClient): Promise<string[]> {
	const answer = await client.request({ method: "GET", path: "/apis/apps/v1/deployments" });
	return listSchema
		.parse(answer)
		.items.filter(({ metadata }) => environments.some((name) => name === metadata.namespace))
		.filter(({ spec, status }) => status.availableReplicas < spec.replicas)
		.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}
