// `npm run bench:logs [-- readers minutes]`: a log that is followed and left 1,000 times over, while another one is followed that
// says nothing for ten minutes (R32, R33). Exit code 0 when both hold; the last lines are a summary.
import { z } from "zod";
import { signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { processOf } from "../e2e/harness/product-processes.ts";
import { type ProductFacts, startProduct } from "../e2e/harness/start-product.ts";
import { until } from "../e2e/harness/until.ts";
import { ApiClient } from "../sandbox/kubernetes-client/api-client.ts";
import { readKubeconfig } from "../sandbox/kubernetes-client/kubeconfig.ts";
import { describeMachine } from "./describe-machine.ts";
import { openSockets } from "./open-sockets.ts";
import { residentMb } from "./process-use.ts";
import { startQuietPod } from "./quiet-pod.ts";
import { type ReadLog, readLog } from "./read-log.ts";
import { summarise } from "./summarise.ts";

const readers = Number(process.argv[2] ?? 1_000);
const minutes = Number(process.argv[3] ?? 10);
/** A person may follow six at once, and one is the quiet one. */
const atOnce = 5;
/** Calls of other kinds come and go meanwhile. */
const spareSockets = 3;
const limits = { letGoMs: 2_000, grownMb: 40, lineMs: 2_000, beatMs: 15_000 };
const place = { namespace: "staging", service: "checkout" };

type Bench = { product: ProductFacts; follow: () => Promise<ReadLog>; apiPort: number };

/** Without figures, which the program would take for an id. */
const word = "still-there";

/** Follows until the first lines are there, leaves, and says how long the worker kept its connections to the cluster. */
async function leave({ product, follow, apiPort }: Bench, before: number): Promise<number> {
	const logs = await Promise.all(Array.from({ length: atOnce }, follow));
	await until("lines", async () => logs.every(({ heard }) => heard.some(({ type }) => type === "lines")), {
		everyMs: 20,
	});
	for (const { close } of logs) close();
	const left = Date.now();
	const worker = processOf(product, "worker");
	await until("the worker lets go", async () => openSockets(worker, apiPort) <= before + spareSockets, {
		...{ everyMs: 20, seconds: 30 },
	});
	return Date.now() - left;
}

async function leaveOften(bench: Bench): Promise<boolean> {
	const pids = () => (["web", "worker"] as const).map((name) => processOf(bench.product, name));
	const sockets = () => openSockets(processOf(bench.product, "worker"), bench.apiPort);
	const first = pids();
	const before = sockets();
	// What is compiled and cached once is no leak.
	for (let index = 0; index < readers / 5; index += atOnce) await leave(bench, before);
	const memory = first.map(residentMb);
	const times: number[] = [];
	for (let index = 0; index < readers; index += atOnce) times.push(await leave(bench, before));
	const grown = pids().map((pid, index) => Math.round(residentMb(pid) - (memory[index] ?? 0)));
	const { p50, p95, max } = summarise(times);
	const same = pids().every((pid, index) => pid === first[index]);
	const holds = same && max < limits.letGoMs && grown.every((mb) => mb < limits.grownMb);
	console.log(
		`leaving a log ${times.length * atOnce} times ${holds ? "holds" : "DOES NOT HOLD"}: connections gone after p50 ${p50} ms, p95 ${p95} ms, max ${max} ms; ${before} connections to the cluster before, ${sockets()} after; web ${grown[0]} MB and worker ${grown[1]} MB more than after a fifth of that; ${same ? "no process ended" : "A PROCESS ENDED"}`,
	);
	return holds;
}

type Quiet = { log: ReadLog; since: number; speak: (word: string) => Promise<void> };

async function staysOpen({ log, since, speak }: Quiet): Promise<boolean> {
	const left = since + minutes * 60_000 - Date.now();
	await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
	const heard = log.heard.filter(({ at }) => at >= since);
	const lines = heard.filter(({ type }) => type === "lines").length;
	const gaps = heard.slice(1).map(({ at }, index) => at - (heard[index]?.at ?? at));
	const spoke = Date.now();
	await speak(word);
	const came = await until(
		"the line",
		async () => log.heard.find(({ texts }) => texts.some((one) => one.includes(word))),
		{
			...{ everyMs: 20, seconds: 10 },
		},
	).catch(() => null);
	const ms = came ? came.at - spoke : Number.POSITIVE_INFINITY;
	const gap = Math.max(0, ...gaps);
	const holds = lines === 0 && !log.ended() && ms < limits.lineMs && gap < limits.beatMs;
	console.log(
		`a log quiet for ${minutes} minutes ${holds ? "holds" : "DOES NOT HOLD"}: ${gaps.length} signs of life, at most ${(gap / 1_000).toFixed(1)} s between two, ${lines} lines; the next line came after ${ms} ms`,
	);
	return holds;
}

const product = await startProduct({ controlPlane: "sandbox" });
const { url, sandbox } = product.facts;
const cluster = new ApiClient(readKubeconfig(sandbox.KUBERNETES_KUBECONFIG_FILE ?? ""));
let held = false;
try {
	const api = await signInByHttp(url, "ana");
	await pastImported(api);
	const pod = await startQuietPod(cluster, place);
	const items = z.object({
		items: z.array(z.object({ pods: z.array(z.object({ name: z.string(), ready: z.boolean() })) })),
	});
	await until("the pod in Lazo", async () => {
		const found = await api.get(`/services/${place.service}/workloads`, items);
		return found.items.some(({ pods }) => pods.some(({ name, ready }) => ready && name === pod.name));
	});
	const path = `/api/v1/services/${place.service}/environments/${place.namespace}/logs?pod=${pod.name}`;
	const follow = () => readLog(`${url}${path}`, api.cookie);
	const log = await follow();
	await until("the first lines", async () => log.heard.some(({ type }) => type === "lines"));
	const since = Date.now();
	const apiPort = Number(new URL(readKubeconfig(sandbox.KUBERNETES_KUBECONFIG_FILE ?? "").server).port);
	console.log(`\n${describeMachine()}`);
	const left = await leaveOften({ product: product.facts, follow, apiPort });
	console.log("waiting for the quiet log");
	const stayed = await staysOpen({ log, since, speak: pod.speak });
	log.close();
	await pod.remove();
	held = left && stayed;
} finally {
	await cluster.close();
	await product.stop();
}
process.exit(held ? 0 : 1);
