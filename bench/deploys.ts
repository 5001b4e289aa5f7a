// `npm run bench:deploys [-- calm]`: 200 deploys asked for at once, of 50 services in four environments of a real control plane,
// while every worker is killed that has lived for 5 s (`calm`: none is). One environment's quota forbids another pod. Exit code 0 when each deploy
// ended in a known state, none was lost and none came twice; the last line is a summary.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { judgedGates } from "#server/deployments/gates/list-gates.ts";
import { databaseUrl } from "../e2e/harness/product-database.ts";
import { processOf } from "../e2e/harness/product-processes.ts";
import { until } from "../e2e/harness/until.ts";
import { describeMachine } from "./describe-machine.ts";
import { fillCatalog } from "./fill-catalog.ts";
import { type KwokCluster, type Size, serviceName, startKwokCluster } from "./kwok-cluster.ts";
import { type Alone, startAlone } from "./start-alone.ts";

const full = "production";
const size: Size = { services: 50, podsEach: 2, namespaces: ["development", "testing", "staging", full] };
const calm = process.argv[2] === "calm";
const lifeMs = 5_000;
const places = size.namespaces.flatMap((environment) =>
	Array.from({ length: size.services }, (_, index) => ({ environment, service: serviceName(index) })),
);
const ended = ["watching", "succeeded", "failed", "rolled_back", "superseded"];

type Line = { name: string; measured: string; holds: boolean };
type Place = (typeof places)[number];
type Answer = { place: Place; status: number; id: string | null };

const digestOf = (service: string) => `sha256:${createHash("sha256").update(`new ${service}`).digest("hex")}`;
const workloadSchema = z.object({
	metadata: z.object({ generation: z.number() }),
	spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) }) }),
});
const rowsSchema = z.array(z.object({ id: z.string(), status: z.string(), code: z.string().nullable() }));
const countSchema = z.tuple([z.object({ count: z.coerce.number() })]);

/** New versions of all services, and environments whose gates have nothing to say: they are not what is measured. */
async function prepare(database: Client, cluster: KwokCluster): Promise<void> {
	await fillCatalog(database, size.services);
	await until(
		"every place",
		async () => (await count(database, `"ServiceEnvironment" where ready = 2`)) === places.length,
		{
			seconds: 240,
		},
	);
	for (let index = 0; index < size.services; index++) {
		const service = serviceName(index);
		await database.query(
			`insert into "Artifact" (id, digest, repository, tags, version, "serviceId", "createdAt", "observedAt")
			select gen_random_uuid(), $1, 'registry.example/bench/' || name, '{}', '2.0.0', id, now(), now() from "Entity" where name = $2`,
			[digestOf(service), service],
		);
	}
	const off = Object.fromEntries(judgedGates.map(({ code }) => [code, "off"]));
	await database.query(`update "Environment" set "gateModes" = $1`, [JSON.stringify(off)]);
	const quota = { metadata: { name: "full" }, spec: { hard: { pods: String(size.services * size.podsEach) } } };
	await cluster.client.request({ method: "POST", path: `/api/v1/namespaces/${full}/resourcequotas`, body: quota });
}

async function count(database: Client, from: string): Promise<number> {
	const { rows } = await database.query(`select count(*) from ${from}`);
	return countSchema.parse(rows)[0].count;
}

type Asked = Pick<Alone, "facts" | "session"> & { insists: boolean };

/** Presses the button; who insists presses it again when Lazo says that it is busy. */
async function ask(asked: Asked, place: Place): Promise<Answer> {
	const { facts, session, insists } = asked;
	const answer = await fetch(`${facts.url}/api/v1/deployments`, {
		method: "POST",
		headers: { cookie: session.cookie, origin: facts.url, "content-type": "application/json" },
		body: JSON.stringify({ ...place, digest: digestOf(place.service) }),
	});
	const text = await answer.text();
	if (answer.status === 503 && insists) {
		await rest(1_000 * Number(answer.headers.get("retry-after") ?? 1));
		return ask(asked, place);
	}
	if (!answer.ok && ![409, 503].includes(answer.status))
		throw new Error(`${place.service}: ${answer.status} ${text.slice(0, 300)}`);
	return {
		place,
		status: answer.status,
		id: answer.ok ? z.object({ id: z.string() }).parse(JSON.parse(text)).id : null,
	};
}

/** Kills each worker when it has lived for 5 s. Returns how to stop that, which answers how many it killed. */
function killWorkers({ facts }: Alone): { stop: () => number } {
	let kills = 0;
	let known = { pid: 0, since: 0 };
	const timer = setInterval(() => {
		const pid = workerOf(facts);
		if (pid && pid !== known.pid) known = { pid, since: Date.now() };
		if (!pid || Date.now() - known.since < lifeMs) return;
		process.kill(pid, "SIGKILL");
		kills++;
	}, 100);
	if (calm) clearInterval(timer);
	return {
		stop: () => {
			clearInterval(timer);
			return kills;
		},
	};
}

/** The worker that listens at this moment, if one does. */
function workerOf(facts: Alone["facts"]): number | null {
	try {
		return processOf(facts, "worker");
	} catch {
		return null;
	}
}

/** How often each Deployment was written, and what it asks for now. */
async function written({ client }: KwokCluster): Promise<Map<string, { generation: number; image: string }>> {
	const read = async ({ environment, service }: Place) => {
		const path = `/apis/apps/v1/namespaces/${environment}/deployments/${service}`;
		const { metadata, spec } = workloadSchema.parse(await client.request({ method: "GET", path }));
		const image = spec.template.spec.containers[0]?.image ?? "";
		return [`${environment}/${service}`, { generation: metadata.generation, image }] as const;
	};
	return new Map(await Promise.all(places.map(read)));
}

async function measure(cluster: KwokCluster): Promise<Line[]> {
	const product = await startAlone(3_940, cluster.kubeconfigFile);
	const database = new Client({ connectionString: databaseUrl(product.facts, "migrator") });
	database.on("error", () => {});
	await database.connect();
	try {
		await prepare(database, cluster);
		const before = await written(cluster);
		const began = Date.now();
		// Every place is asked for twice in one moment, as by two people.
		const twice = places.flatMap((place) => [true, false].map((insists) => ask({ ...product, insists }, place)));
		const answers = await Promise.all(twice);
		const asked = (Date.now() - began) / 1_000;
		const killing = killWorkers(product);
		const read = async () => {
			const { rows } = await database.query(`select id, status, outcome->>'code' as code from "Deployment"`);
			return rowsSchema.parse(rows);
		};
		await until("every deploy ended", async () => (await read()).every(({ status }) => ended.includes(status)), {
			seconds: 900,
			everyMs: 500,
		}).catch((error: Error) => console.log(error.message));
		const seconds = (Date.now() - began) / 1_000;
		const kills = killing.stop();
		const rows = await read();
		const after = await written(cluster);
		return [
			...judgeRows(rows, answers, { asked, seconds, kills }),
			judgeCluster(before, after),
			...(await judgeEvents(database)),
		];
	} finally {
		await database.end();
		await product.stop();
	}
}

type Times = { asked: number; seconds: number; kills: number };
function judgeRows(rows: z.infer<typeof rowsSchema>, answers: Answer[], { asked, seconds, kills }: Times): Line[] {
	const accepted = answers.flatMap(({ id }) => (id ? [id] : []));
	const states = [...new Set(rows.map(({ status, code }) => (code ? `${status} (${code})` : status)))].map(
		(state) =>
			`${rows.filter(({ status, code }) => (code ? `${status} (${code})` : status) === state).length} ${state}`,
	);
	const lost = accepted.filter((id) => !rows.some((row) => row.id === id)).length;
	return [
		{
			name: "each ended in a known state",
			measured: `${states.join(", ")}; ${seconds.toFixed(0)} s from the click, ${kills} workers killed`,
			holds: rows.every(({ status }) => ended.includes(status)),
		},
		{
			name: `one of two clicks on each place was taken, the other told why not`,
			measured: `${accepted.length} taken, ${answers.length - accepted.length} refused, in ${asked.toFixed(1)} s`,
			holds: accepted.length === places.length,
		},
		{
			name: "none was lost, none doubled",
			measured: `${rows.length} deployments, ${lost} lost`,
			holds: lost === 0 && rows.length === accepted.length,
		},
	];
}

function judgeCluster(before: Awaited<ReturnType<typeof written>>, after: Awaited<ReturnType<typeof written>>): Line {
	const wrong = places.filter(({ environment, service }) => {
		const [then, now] = [before, after].map((all) => all.get(`${environment}/${service}`));
		return now?.generation !== (then?.generation ?? 0) + 1 || !now.image.endsWith(digestOf(service));
	});
	return {
		name: "each Deployment was written once, with the version that was asked for",
		measured: `${places.length - wrong.length} of ${places.length}`,
		holds: wrong.length === 0,
	};
}

async function judgeEvents(database: Client): Promise<Line[]> {
	const twice = await count(
		database,
		`(select 1 from "LoopEvent" where "subjectKind" = 'deployment' group by type, "subjectId" having count(*) > 1) t`,
	);
	return [{ name: "no event was told twice", measured: `${twice} twice`, holds: twice === 0 }];
}

const stateDir = mkdtempSync(join(tmpdir(), "lazo-bench-deploys-"));
const cluster = await startKwokCluster(stateDir, 16_553, size);
let lines: Line[] = [];
try {
	lines = await measure(cluster);
} finally {
	await cluster.stop();
	rmSync(stateDir, { recursive: true, force: true });
}
const held = lines.filter(({ holds }) => holds).length;
console.log(`\n${describeMachine()}`);
for (const { name, measured, holds } of lines)
	console.log(`${holds ? "holds         " : "DOES NOT HOLD "} ${name}: ${measured}`);
console.log(`\n${held} of ${lines.length} hold for ${places.length} deploys of ${size.services} services at once`);
process.exit(held === lines.length ? 0 : 1);
