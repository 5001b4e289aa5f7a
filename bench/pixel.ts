// `npm run bench:pixel [-- 60]`: from the deletion of a pod in the cluster to the changed row in the browser.
// Exit code 0 when p95 holds; the last line is a summary.
import { signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { startProduct } from "../e2e/harness/start-product.ts";
import { describeMachine } from "./describe-machine.ts";
import { podToPixel } from "./pod-to-pixel.ts";
import { summarise } from "./summarise.ts";

const limitMs = 500;
const wanted = Number(process.argv[2] ?? 60);
const place = { namespace: "production", service: "checkout", pods: 3 };

const product = await startProduct({ controlPlane: process.argv.includes("real") ? "real" : "sandbox" });
let holds = false;
try {
	const api = await signInByHttp(product.facts.url, "ana");
	await pastImported(api);
	const kubeconfigFile = product.facts.sandbox.KUBERNETES_KUBECONFIG_FILE ?? "";
	const samples = await podToPixel({ url: product.facts.url, session: api, kubeconfigFile }, place, wanted);
	const { count, p50, p95, max } = summarise(samples.map(({ painted }) => painted));
	holds = p95 < limitMs;
	console.log(`\n${describeMachine()}`);
	console.log(
		`pod to pixel ${holds ? "holds" : "DOES NOT HOLD"}: p50 ${p50} ms, p95 ${p95} ms, max ${max} ms of ${count}, limit p95 ${limitMs} ms`,
	);
} finally {
	await product.stop();
}
process.exit(holds ? 0 : 1);
