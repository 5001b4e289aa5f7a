// `npm run bench:pixel [-- 60]`: from the deletion of a pod in the cluster to the changed row in the browser.
// Exit code 0 when p95 holds; the last line is a summary.
import { z } from "zod";
import { signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { type ProductFacts, startProduct } from "../e2e/harness/start-product.ts";
import { until } from "../e2e/harness/until.ts";
import { ApiClient } from "../sandbox/kubernetes-client/api-client.ts";
import { readKubeconfig } from "../sandbox/kubernetes-client/kubeconfig.ts";
import { describeMachine } from "./describe-machine.ts";
import { signedInBrowser } from "./signed-in-browser.ts";
import { summarise } from "./summarise.ts";
import { watchFor } from "./watch-for.ts";

const limitMs = 500;
const wanted = Number(process.argv[2] ?? 60);
const place = { namespace: "production", service: "checkout", pods: 3 };
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
async function settledPods(cluster: ApiClient): Promise<string[]> {
	return until(`${place.pods} pods ready`, async () => {
		const path = `/api/v1/namespaces/${place.namespace}/pods`;
		const { items } = pods.parse(await cluster.request({ method: "GET", path }));
		const ours = items.filter(({ metadata }) => metadata.name.startsWith(`${place.service}-`));
		const ready = ours.filter(
			({ metadata, status }) =>
				!metadata.deletionTimestamp && status.conditions.some((one) => one.type === "Ready" && one.status === "True"),
		);
		return ours.length === place.pods && ready.length === place.pods && ready.map(({ metadata }) => metadata.name);
	});
}

async function measure(product: ProductFacts): Promise<number[]> {
	const api = await signInByHttp(product.url, "ana");
	await pastImported(api);
	const cluster = new ApiClient(readKubeconfig(product.sandbox.KUBERNETES_KUBECONFIG_FILE ?? ""));
	const browser = await signedInBrowser(product.url, api);
	const samples: number[] = [];
	try {
		const page = await browser.open(`/services/${place.service}?tab=workloads`);
		for (let index = 0; index < wanted; index++) {
			const [pod = ""] = await settledPods(cluster);
			await page.locator("tr[data-row]", { hasText: `${pod}Ready` }).waitFor();
			// Not in step with anything that looks at intervals.
			await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 800));
			const seen = await watchFor(page, { selector: "tr[data-row]", text: `${pod}Ready`, until: "gone" });
			const started = Date.now();
			await cluster.request({ method: "DELETE", path: `/api/v1/namespaces/${place.namespace}/pods/${pod}` });
			samples.push((await seen()) - started);
			console.log(`${samples.length}: ${samples.at(-1)} ms`);
		}
	} finally {
		await browser.close();
		await cluster.close();
	}
	return samples;
}

const product = await startProduct({ controlPlane: process.argv.includes("real") ? "real" : "sandbox" });
let holds = false;
try {
	const samples = await measure(product.facts);
	const { count, p50, p95, max } = summarise(samples);
	holds = p95 < limitMs;
	console.log(`\n${describeMachine()}`);
	console.log(
		`pod to pixel ${holds ? "holds" : "DOES NOT HOLD"}: p50 ${p50} ms, p95 ${p95} ms, max ${max} ms of ${count}, limit p95 ${limitMs} ms`,
	);
} finally {
	await product.stop();
}
process.exit(holds ? 0 : 1);
