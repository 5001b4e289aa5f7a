import { z } from "zod";
import type { ApiSession } from "../e2e/harness/api-session.ts";
import { until } from "../e2e/harness/until.ts";
import { ApiClient } from "../sandbox/kubernetes-client/api-client.ts";
import { readKubeconfig } from "../sandbox/kubernetes-client/kubeconfig.ts";
import { signedInBrowser } from "./signed-in-browser.ts";
import { watchFor } from "./watch-for.ts";

/** A service whose workload has so many pods in a namespace. */
export type Place = { namespace: string; service: string; pods: number };
type Where = { url: string; session: Pick<ApiSession, "cookie">; kubeconfigFile: string };

const pods = z.object({
	items: z.array(
		z.object({
			metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }),
			status: z.object({
				conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
			}),
		}),
	),
});

/** Names of the service's pods once all of them are ready and none is ending. */
async function settledPods(cluster: ApiClient, place: Place): Promise<string[]> {
	return until(`${place.pods} pods ready`, async () => {
		// Services mark their pods; without, everything of a large namespace would be read for each sample.
		const selector = new URLSearchParams({ labelSelector: `lazo.dev/service=${place.service}` });
		const path = `/api/v1/namespaces/${place.namespace}/pods?${selector}`;
		const { items } = pods.parse(await cluster.request({ method: "GET", path }));
		const ready = items.filter(
			({ metadata, status }) =>
				!metadata.deletionTimestamp && status.conditions.some((one) => one.type === "Ready" && one.status === "True"),
		);
		return items.length === place.pods && ready.length === place.pods && ready.map(({ metadata }) => metadata.name);
	});
}

/** Milliseconds from before the DELETE is sent: until the cluster has answered it, and until the pod's row is painted anew. */
export type Sample = { answered: number; painted: number };

/**
 * Deletes one pod after the other while the workloads of its service stand open in Chromium, each until the frame in which its row
 * is no longer "Ready".
 */
export async function podToPixel(where: Where, place: Place, wanted: number): Promise<Sample[]> {
	const cluster = new ApiClient(readKubeconfig(where.kubeconfigFile));
	const browser = await signedInBrowser(where.url, where.session);
	const samples: Sample[] = [];
	try {
		const page = await browser.open(`/services/${place.service}?tab=workloads`);
		for (let index = 0; index < wanted; index++) {
			const [pod = ""] = await settledPods(cluster, place);
			await page.locator("tr[data-row]", { hasText: `${pod}Ready` }).waitFor();
			// Not in step with anything that looks at intervals.
			await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 800));
			const seen = await watchFor(page, { selector: "tr[data-row]", text: `${pod}Ready`, until: "gone" });
			const started = Date.now();
			await cluster.request({ method: "DELETE", path: `/api/v1/namespaces/${place.namespace}/pods/${pod}` });
			const answered = Date.now() - started;
			const painted = (await seen()) - started;
			samples.push({ answered, painted });
			console.log(`${samples.length}: ${painted} ms, the cluster's answer after ${answered} ms`);
		}
	} finally {
		await browser.close();
		await cluster.close();
	}
	return samples;
}
