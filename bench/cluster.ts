// `npm run bench:cluster [-- services [pods]]`: Lazo beside a real API server with 1,000 Deployments of 10 pods: memory and processor
// when nothing happens, a pod's change in the browser while 100 pods a second change, and a worker that is started again.
// Exit code 0 when every limit holds; the last line is a summary.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { databaseUrl } from "../e2e/harness/product-database.ts";
import { processOf } from "../e2e/harness/product-processes.ts";
import { until } from "../e2e/harness/until.ts";
import { changePods } from "./change-pods.ts";
import { describeMachine } from "./describe-machine.ts";
import { fillCatalog } from "./fill-catalog.ts";
import { type KwokCluster, type Size, serviceName, startKwokCluster } from "./kwok-cluster.ts";
import { podToPixel } from "./pod-to-pixel.ts";
import { processorSeconds, residentMb } from "./process-use.ts";
import { type Alone, startAlone } from "./start-alone.ts";
import { summarise } from "./summarise.ts";

const limits = { residentMb: 700, processorPercent: 5, pixelMs: 500, restartSeconds: 10 };
const [services = "500", podsEach = "10"] = process.argv.slice(2);
const size: Size = { services: Number(services), podsEach: Number(podsEach), namespaces: ["staging", "production"] };
const allPods = size.services * size.podsEach * size.namespaces.length;
const quietSeconds = 60;
const changesPerSecond = 100;
const samplesWanted = 40;

type Line = { name: string; measured: string; holds: boolean };
const counted = z.tuple([z.object({ ready: z.coerce.number(), stale: z.coerce.number() })]);

/** Waits until the tables hold every pod of the cluster, ready, and none of `gone`. Returns the seconds it took. */
async function known(database: Client, gone: string[] = []): Promise<number> {
	const began = Date.now();
	await until(
		`${allPods} pods in the tables`,
		async () => {
			const { rows } = await database.query(
				`select count(*) filter (where ready and "deletingAt" is null and p."workloadId" is not null) as ready,
					count(*) filter (where name = any($1)) as stale from "Pod" p`,
				[gone],
			);
			const [{ ready, stale }] = counted.parse(rows);
			return ready === allPods && stale === 0;
		},
		{ seconds: 240, everyMs: 100 },
	);
	return (Date.now() - began) / 1_000;
}

async function whenQuiet({ facts }: Alone): Promise<Line[]> {
	// What the first list left behind is collected and written by then.
	await rest(30_000);
	const worker = processOf(facts, "worker");
	const before = processorSeconds(worker);
	await rest(quietSeconds * 1_000);
	const percent = ((processorSeconds(worker) - before) / quietSeconds) * 100;
	const resident = residentMb(worker);
	return [
		{ name: "worker, resident", measured: `${resident.toFixed(0)} MB`, holds: resident < limits.residentMb },
		{
			name: "worker, processor when quiet",
			measured: `${percent.toFixed(1)} % of a core`,
			holds: percent < limits.processorPercent,
		},
	];
}

async function whileChanging({ facts, session }: Alone, cluster: KwokCluster): Promise<Line[]> {
	const place = { namespace: "production", service: serviceName(7), pods: size.podsEach };
	const churn = await changePods(cluster.client, { perSecond: changesPerSecond, except: place.service });
	const worker = processOf(facts, "worker");
	const [before, began] = [processorSeconds(worker), Date.now()];
	const where = { url: facts.url, session, kubeconfigFile: cluster.kubeconfigFile };
	const samples = await podToPixel(where, place, samplesWanted).finally(churn.stop);
	const { p50, p95, max, count } = summarise(samples.map(({ painted }) => painted));
	const ownPart = summarise(samples.map(({ answered, painted }) => Math.max(0, painted - answered)));
	const percent = ((processorSeconds(worker) - before) / ((Date.now() - began) / 1_000)) * 100;
	return [
		{
			name: `a pod's change in the browser while ${churn.reached().toFixed(0)} pods a second change`,
			measured: `p50 ${p50} ms, p95 ${p95} ms, most ${max} ms of ${count}, after the cluster's own answer p50 ${ownPart.p50} ms, p95 ${ownPart.p95} ms (worker ${percent.toFixed(0)} % of a core, ${residentMb(worker).toFixed(0)} MB)`,
			holds: p95 < limits.pixelMs && churn.reached() > changesPerSecond * 0.9,
		},
	];
}

/** Ends the worker, changes some pods behind its back, and waits until the new one has caught up. */
async function afterRestart({ facts }: Alone, database: Client, { client }: KwokCluster): Promise<Line[]> {
	const lines: Line[] = [];
	for (const signal of ["SIGTERM", "SIGKILL"] as const) {
		const worker = processOf(facts, "worker");
		const { rows } = await database.query(
			`select namespace, name from "Pod" where name like 'bench-service-%' order by random() limit 20`,
		);
		const victims = z.array(z.object({ namespace: z.string(), name: z.string() })).parse(rows);
		process.kill(worker, signal);
		const began = Date.now();
		for (const { namespace, name } of victims)
			await client.request({ method: "DELETE", path: `/api/v1/namespaces/${namespace}/pods/${name}` });
		await known(
			database,
			victims.map(({ name }) => name),
		);
		const seconds = (Date.now() - began) / 1_000;
		lines.push({
			name: `cluster known again after ${signal === "SIGTERM" ? "a restart" : "a kill"} of the worker`,
			measured: `${seconds.toFixed(1)} s`,
			// A killed one could not give its lease back: that runs out first, after up to 15 s.
			holds: signal === "SIGKILL" || seconds < limits.restartSeconds,
		});
		await rest(5_000);
	}
	return lines;
}

async function measure(cluster: KwokCluster): Promise<Line[]> {
	const product = await startAlone(3_940, cluster.kubeconfigFile);
	const database = new Client({ connectionString: databaseUrl(product.facts, "migrator") });
	database.on("error", () => {});
	await database.connect();
	try {
		await fillCatalog(database, size.services);
		console.log(`  every pod is known ${(await known(database)).toFixed(1)} s after the catalog is`);
		const lines = [...(await whenQuiet(product)), ...(await whileChanging(product, cluster))];
		return [...lines, ...(await afterRestart(product, database, cluster))];
	} finally {
		await database.end();
		await product.stop();
	}
}

const kept = process.env.LAZO_BENCH_CLUSTER;
const stateDir = kept ?? mkdtempSync(join(tmpdir(), "lazo-bench-cluster-"));
const cluster = await startKwokCluster(stateDir, 16_543, size);
let lines: Line[] = [];
try {
	lines = await measure(cluster);
} finally {
	await cluster.stop();
	if (!kept) rmSync(stateDir, { recursive: true, force: true });
}
const held = lines.filter(({ holds }) => holds).length;
console.log(`\n${describeMachine()}`);
for (const { name, measured, holds } of lines)
	console.log(`${holds ? "holds         " : "DOES NOT HOLD "} ${name}: ${measured}`);
console.log(
	`\n${held} of ${lines.length} limits hold with ${size.services * size.namespaces.length} Deployments and ${allPods} pods: ${limits.residentMb} MB, ${limits.processorPercent} %, p95 ${limits.pixelMs} ms, ${limits.restartSeconds} s`,
);
process.exit(held === lines.length ? 0 : 1);
