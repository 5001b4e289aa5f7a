// `npm run bench:frames [-- pods]`: the page of a rollout of 500 pods in Chromium, on a real control plane whose nodes kwok plays.
// Exit code 0 when half of the frames come after a sixtieth of a second, nearly all of them in time, and no task of the page takes more
// than 50 ms of the processor; the last line is a summary.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { Page } from "playwright-core";
import { z } from "zod";
import { databaseUrl } from "../e2e/harness/product-database.ts";
import { until } from "../e2e/harness/until.ts";
import { describeMachine } from "./describe-machine.ts";
import { fillCatalog } from "./fill-catalog.ts";
import { type KwokCluster, serviceName, startKwokCluster } from "./kwok-cluster.ts";
import { signedInBrowser } from "./signed-in-browser.ts";
import { behind, standBack } from "./stand-back.ts";
import { startAlone } from "./start-alone.ts";
import { summarise } from "./summarise.ts";
import { type Task, traceTasks } from "./trace-tasks.ts";

const limits = { p50Ms: 17.5, p95Ms: 33.4, longTaskMs: 50 };
const pods = Number(process.argv[2] ?? 500);
const service = serviceName(0);
const digest = `sha256:${createHash("sha256").update("frames").digest("hex")}`;
const framesSchema = z.array(z.number());
type Noted = { frames: number[]; tasks: Task[] };

/** Notes the time between frames from now on, in ms. */
async function noteFrames(page: Page): Promise<() => Promise<number[]>> {
	await page.evaluate(() => {
		const noted: number[] = [];
		let last = performance.now();
		const next = (at: number) => {
			noted.push(at - last);
			last = at;
			requestAnimationFrame(next);
		};
		requestAnimationFrame(next);
		Reflect.set(window, "lazoBenchFrames", noted);
	});
	return async () => framesSchema.parse(await page.evaluate(() => Reflect.get(window, "lazoBenchFrames")));
}

async function measure(cluster: KwokCluster): Promise<Noted> {
	const product = await startAlone(3_940, cluster.kubeconfigFile, behind);
	const database = new Client({ connectionString: databaseUrl(product.facts, "migrator") });
	await database.connect();
	try {
		await fillCatalog(database, 1);
		const read = async (query: string) => (await database.query(query)).rows.length > 0;
		await until("the place", () => read(`select 1 from "ServiceEnvironment" where ready = ${pods}`), { seconds: 120 });
		await database.query(
			`insert into "Artifact" (id, digest, repository, tags, version, "serviceId", "createdAt", "observedAt")
			select gen_random_uuid(), $1, 'registry.example/bench/' || name, '{}', '2.0.0', id, now(), now() from "Entity"`,
			[digest],
		);
		const { facts, session } = product;
		const asked = await fetch(`${facts.url}/api/v1/deployments`, {
			method: "POST",
			headers: { cookie: session.cookie, origin: facts.url, "content-type": "application/json" },
			body: JSON.stringify({ service, environment: "development", digest }),
		});
		const { id } = z.object({ id: z.string() }).parse(await asked.json());
		const browser = await signedInBrowser(facts.url, session);
		try {
			const page = await browser.open(`/deployments/${id}`);
			await page.locator("[data-pod-state]").first().waitFor();
			const [frames, tasks] = [await noteFrames(page), await traceTasks(browser.browser)];
			const done = `select 1 from "Deployment" where status in ('watching', 'succeeded', 'failed')`;
			await until("the end of the rollout", () => read(done), { seconds: 400, everyMs: 500 });
			return { frames: await frames(), tasks: await tasks() };
		} finally {
			await browser.close();
		}
	} finally {
		await database.end();
		await product.stop();
	}
}

const stateDir = mkdtempSync(join(tmpdir(), "lazo-bench-frames-"));
const cluster = await startKwokCluster(stateDir, 16_563, { services: 1, podsEach: pods, namespaces: ["development"] });
// People look from machines of their own: cluster and server get what the page leaves of this one's processor.
for (const name of readdirSync(join(stateDir, "pid")))
	standBack(Number(readFileSync(join(stateDir, "pid", name), "utf8")));
let noted: Noted = { frames: [], tasks: [] };
try {
	noted = await measure(cluster);
} finally {
	await cluster.stop();
	rmSync(stateDir, { recursive: true, force: true });
}
const { p50, p95, max, count } = summarise(noted.frames);
const busy = noted.tasks.filter(({ used }) => used > limits.longTaskMs);
const late = noted.tasks.filter(({ lasted }) => lasted > limits.longTaskMs);
const most = (of: (task: Task) => number) => Math.max(0, ...noted.tasks.map(of)).toFixed(0);
const holds = p50 <= limits.p50Ms && p95 <= limits.p95Ms && busy.length === 0 && noted.tasks.length > 0;
console.log(`\n${describeMachine()}`);
console.log(
	`${late.length} of ${noted.tasks.length} tasks lasted over 50 ms with what else the machine did, longest ${most(({ lasted }) => lasted)} ms`,
);
console.log(
	`frames ${holds ? "hold" : "DO NOT HOLD"}: ${count} frames of a rollout of ${pods} pods, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${max.toFixed(0)} ms; ${busy.length} tasks took over 50 ms of the processor, most ${most(({ used }) => used)} ms`,
);
process.exit(holds ? 0 : 1);
