// `npm run bench:lists [-- 100]`: the pages of long lists through the API, with 10,000 rows each (20,000 pods) written straight into the database,
// and the indexes that Postgres reads them by. Exit code 0 when every limit holds; the last line is a summary.
import { setTimeout as rest } from "node:timers/promises";
import { z } from "zod";
import { listDeployments } from "#server/deployments/list-deployments.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { listIncidents } from "#server/incidents/list-incidents.ts";
import { itemFilterSchema, listItems } from "#server/planning/list-items.ts";
import { automation } from "#server/platform/actor.ts";
import { listPods } from "#server/workloads/list-pods.ts";
import { listServiceWorkloads } from "#server/workloads/list-service-workloads.ts";
import { type ApiSession, signInByHttp } from "../e2e/harness/api-session.ts";
import { pastImported } from "../e2e/harness/past-imported.ts";
import { databaseUrl } from "../e2e/harness/product-database.ts";
import { type ProductFacts, startProduct } from "../e2e/harness/start-product.ts";
import { describeMachine } from "./describe-machine.ts";
import { explainReads, type Read } from "./explain-reads.ts";
import { bench, fillLists } from "./fill-lists.ts";
import { summarise } from "./summarise.ts";

const limits = { ms: 100, bytes: 100_000 };
const times = Number(process.argv[2] ?? 100);
const warmUp = 20;
const tables = ["Deployment", "Incident", "Item", "Artifact", "Pod"];
const page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
const deep = 8_000;

type Filter = Record<string, string>;
type Case = { name: string; path: string; filter: Filter; read: () => Promise<unknown> };

const actor = automation("bench");
const { service, team } = bench;
const limit = 50;

function deployments(name: string, filter: Filter): Case {
	const { status, ...others } = filter;
	const statuses = status === "failed" ? (["failed"] as const) : undefined;
	const read = () => listDeployments(actor, { ...others, ...(statuses && { status: [...statuses] }), limit });
	return { name: `deployments${name}`, path: "/deployments", filter, read };
}

const pods = (name: string, filter: Filter): Case => ({
	...{ name, path: `/workloads/${bench.workload}/pods`, filter },
	read: () => listPods(actor, bench.workload, { ...filter, limit }),
});

function cases(cursor: string): Case[] {
	const deployed: [string, Filter][] = [
		["", {}],
		[" of a service", { service }],
		[" of a team", { team }],
		[" in an environment", { environment: "production" }],
		[" that failed", { status: "failed" }],
		[" of a team that failed", { team, status: "failed" }],
		[" of nobody", { service: "there-is-none" }],
		[` after ${deep} others`, { cursor }],
	];
	const others: Case[] = [
		{ name: "incidents", path: "/incidents", filter: {}, read: () => listIncidents(actor, { limit }) },
		{
			name: "incidents of a team",
			path: "/incidents",
			filter: { team },
			read: () => listIncidents(actor, { team, limit }),
		},
		{
			name: "open incidents",
			path: "/incidents",
			filter: { status: "unresolved" },
			read: () => listIncidents(actor, { status: "unresolved", limit }),
		},
		{ name: "items", path: "/items", filter: {}, read: () => listItems(actor, itemFilterSchema.parse({})) },
		{
			name: "items of a team",
			path: "/items",
			filter: { team },
			read: () => listItems(actor, itemFilterSchema.parse({ team })),
		},
		{
			...{ name: `workloads of a service with ${bench.pods} pods`, path: `/services/${service}/workloads`, filter: {} },
			read: () => listServiceWorkloads(actor, { service }),
		},
		pods("first pods", {}),
		pods("pods after 15000 others", { cursor: `1_${service}-c0000_${bench.workload}` }),
		{ name: "what runs where", path: "/service-environments", filter: {}, read: () => listPlaces(actor, { limit }) },
	];
	return [...deployed.map(([name, filter]) => deployments(name, filter)), ...others];
}

const pathOf = (path: string, filter: Filter) => `${path}?${new URLSearchParams(filter)}`;

async function deepCursor(api: ApiSession): Promise<string> {
	let cursor = "";
	for (let at = 0; at < deep; at += 200) {
		const { nextCursor } = await api.get(pathOf("/deployments", { limit: "200", ...(cursor && { cursor }) }), page);
		if (!nextCursor) throw new Error(`the list of deployments ends before row ${at + 200}`);
		cursor = nextCursor;
	}
	return cursor;
}

/** Milliseconds until the whole answer is there, and its bytes before they are compressed. */
type Ask = (path: string) => Promise<{ ms: number; bytes: number }>;

const asking =
	(product: ProductFacts, api: ApiSession): Ask =>
	async (path) => {
		const began = performance.now();
		const answer = await fetch(`${product.url}/api/v1${path}`, { headers: { cookie: api.cookie } });
		const bytes = (await answer.arrayBuffer()).byteLength;
		const ms = performance.now() - began;
		if (!answer.ok) throw new Error(`GET ${path}: ${answer.status}`);
		return { ms, bytes };
	};

async function measure(ask: Ask, { name, path, filter }: Case, read: Read | undefined): Promise<boolean> {
	const samples = [];
	// The first ones are of code that has not been compiled yet; the pauses are those of people who read.
	for (let index = -warmUp; index < times; index++) {
		const sample = await ask(pathOf(path, filter));
		if (index >= 0) samples.push(sample);
		await rest(10 + Math.random() * 30);
	}
	const { p50, p95 } = summarise(samples.map(({ ms }) => Math.round(ms)));
	const bytes = Math.max(...samples.map((one) => one.bytes));
	const { indexes, scanned, ms } = read ?? { indexes: [], scanned: ["?"], ms: 0 };
	const holds = p95 < limits.ms && bytes < limits.bytes && scanned.length === 0;
	console.log(
		`${holds ? "holds         " : "DOES NOT HOLD "} ${name}: p50 ${p50} ms, p95 ${p95} ms, ${(bytes / 1e3).toFixed(1)} kB; Postgres ${ms.toFixed(1)} ms by ${indexes.join(", ") || "no index"}${scanned.length > 0 ? `; READ FROM END TO END: ${scanned.join(", ")}` : ""}`,
	);
	return holds;
}

const product = await startProduct({ controlPlane: "sandbox" });
let held = 0;
let all = 0;
try {
	const api = await signInByHttp(product.facts.url, "diego");
	await pastImported(api);
	await fillLists(databaseUrl(product.facts, "migrator"));
	const every = cases(await deepCursor(api));
	const reads = await explainReads(databaseUrl(product.facts, "web"), every, tables);
	console.log(`\n${describeMachine()}`);
	all = every.length;
	const ask = asking(product.facts, api);
	for (const one of every) if (await measure(ask, one, reads.get(one.name))) held++;
} finally {
	await product.stop();
}
console.log(
	`\n${held} of ${all} pages of lists of ${bench.rows} rows hold: p95 ${limits.ms} ms, ${limits.bytes / 1e3} kB, read by an index`,
);
process.exit(held === all ? 0 : 1);
