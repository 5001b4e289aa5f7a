import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { executeQueue } from "#server/deployments/queues.ts";
import { endPart, startPart } from "#server/deployments/testing/cluster.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import { digestOf, makeRevision, tellVersions } from "#server/deployments/testing/story.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer, type Handlers, serveCalls } from "#server/platform/rpc.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { freePorts } from "../../../scripts/free-ports.ts";
import { getGateFindings } from "./get-gate-findings.ts";
import type { QueryGate } from "./schema.ts";
import { setMetricGates } from "./set-metric-gates.ts";
import { tryExpression, tryExpressionCall } from "./try-expression.ts";
import { watchOnce } from "./watch-gates.ts";

// A real Prometheus, asked for what it can say without having measured anything.

const place = { service: "checkout", environment: "production" };
const dataDir = mkdtempSync(join(tmpdir(), "lazo-gates-"));
const rolledOutAt = new Date(Date.now() - 120_000);
let database: TestDatabase;
let prometheus: Awaited<ReturnType<typeof startPart>>;
let worker: Server;
let letGo: () => Promise<void>;
let keeper: Actor;
let operator: Actor;
let id: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const base = await freePorts();
	prometheus = await startPart("prometheus", ["--data", dataDir, "--port", String(base)]);
	const url = `http://127.0.0.1:${base + 5}`;
	await db().connection.create({ data: { kind: "prometheus", name: "prometheus", url, source: "configuration" } });
	await (await startJobs(true)).createQueue(executeQueue.name);
	const handlers: Handlers = new Map();
	answer(handlers, tryExpressionCall, tryExpression);
	worker = serveCalls(handlers, async () => null);
	await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
	letGo = whileHolding("worker", address, (signal) => once(signal, "abort").then(() => {}));
	await vi.waitFor(async () => expect(await db().lease.count({ where: { name: "worker" } })).toBe(1), 10_000);
	await makeDeployment();
}, 120_000);
afterAll(async () => {
	await letGo?.();
	worker?.closeAllConnections();
	worker?.close();
	await stopJobs();
	if (prometheus) await endPart(prometheus);
	rmSync(dataDir, { recursive: true, force: true });
	await database?.drop();
}, 30_000);

/** A version that runs for two minutes, after another one. */
async function makeDeployment() {
	const team = await makeTeam("payments");
	keeper = await makePerson("the-lead", team.teamId, "lead");
	operator = await makePerson("the-operator", team.teamId, "devops");
	const serviceId = await makeService("checkout", team.teamId, "on-failure");
	const environmentId = (await makePlaces("checkout", ["production"])).get("production") ?? "";
	await tellVersions("checkout", [
		{ version: "1", after: [] },
		{ version: "2", after: ["1"] },
	]);
	for (const [minutes, version] of [
		[60, "1"],
		[3, "2"],
	] as const)
		await makeRevision({ service: "checkout", version, seenAt: new Date(Date.now() - minutes * 60_000) });
	const digests = { digest: digestOf("2"), image: "i@2", fromDigest: digestOf("1"), fromImage: "i@1" };
	const about = { serviceId, environmentId, kind: "deploy", status: "watching", actor: {}, generation: 2 };
	const startedAt = new Date(rolledOutAt.getTime() - 30_000);
	id = (await db().deployment.create({ data: { ...about, ...digests, startedAt, rolledOutAt } })).id;
}

const gate = (expression: string, change: Partial<QueryGate> = {}): QueryGate => ({
	...{ signal: "query", title: "Open carts", expression, worse: "more", against: "limit", value: 0.5 },
	...{ samples: 3, noData: "pass" },
	...change,
});
let round = 0;
/** Another point each time: what was read of one is kept for some seconds. */
const watch = () => watchOnce(new Date(Date.now() + ++round * 10_000));
const found = async () => (await getGateFindings(keeper, id)).findings?.items;
const rollbacks = () => db().deployment.findMany({ where: { kind: "rollback" } });

describe("who may write an expression, and which (R44)", () => {
	it("takes one that keeps to the service from who keeps the place, any other from who operates all of them", async () => {
		await setMetricGates(keeper, place, [gate('up{service="$service"} or vector(0.25)')]);
		const all = gate("sum(up) or vector(0.4)");
		await expect(setMetricGates(keeper, place, [all])).rejects.toMatchObject({
			...{ status: 403, params: { action: "environment.reach" } },
		});
		await setMetricGates(operator, place, [all]);
		await setMetricGates(keeper, place, [{ ...all, value: 0.6 }]);
	});

	it.each([
		["sum(", "gate.not-promql", "no PromQL"],
		["up{service=$service}", "gate.not-promql", "inside quotes"],
		["up{service=`$service`}", "gate.raw-string", "double quotes"],
		['rate(up{service="$service"})', "gate.refused", "expected type range vector"],
	])("refuses %s, and says why", async (expression, code, words) => {
		await expect(setMetricGates(operator, place, [gate(expression)])).rejects.toMatchObject({
			...{ status: 422, code, message: expect.stringContaining(words) },
		});
	});
});

describe("a gate by an expression (D6)", () => {
	it("lets a version be that keeps within the limit, and shows what it measured", async () => {
		await setMetricGates(keeper, place, [gate('up{service="$service"} or vector(0.25)')]);
		await watch();
		expect(await found()).toMatchObject([
			{ state: "pass", reason: "within", value: 0.25, limit: 0.5, query: 'up{service="checkout"} or vector(0.25)' },
		]);
		expect(await rollbacks()).toEqual([]);
	});

	it("says nothing where a placeholder has no value, and where Prometheus refuses it later", async () => {
		const unknown = gate('up{service="$service",version="$version"}', { title: "Up" });
		await setMetricGates(keeper, place, [unknown]);
		await watch();
		expect(await found()).toMatchObject([{ state: "waiting", reason: "unknown-fact" }]);
		await db().serviceEnvironment.updateMany({ data: { metricGates: [gate("rate(up)")] } });
		await watch();
		expect(await found()).toMatchObject([
			{ state: "waiting", reason: "refused", problem: expect.stringContaining("range vector") },
		]);
		expect(await rollbacks()).toEqual([]);
	});

	it("does with nothing measured what it says", async () => {
		await setMetricGates(keeper, place, [gate('nothing{service="$service"}')]);
		await watch();
		expect(await found()).toMatchObject([{ state: "pass", reason: "no-data" }]);
	});

	it("takes the worst of several series, and fewer for worse where it says so", async () => {
		const two = 'label_replace(vector(1), "s", "a", "", "") or label_replace(vector(5), "s", "b", "", "")';
		await setMetricGates(keeper, place, [gate(two, { worse: "fewer", value: 1 })]);
		await watch();
		expect(await found()).toMatchObject([{ state: "pass", value: 1 }]);
		await setMetricGates(keeper, place, [gate(two, { value: 9 })]);
		await watch();
		expect(await found()).toMatchObject([{ state: "pass", value: 5 }]);
	});

	it("takes a version back that is worse than the one before by so many times, and says by what", async () => {
		const grown = `vector(1) + 9 * (vector(time()) >= bool ${Math.floor(rolledOutAt.getTime() / 1_000) - 15})`;
		await setMetricGates(keeper, place, [gate(grown, { against: "before", value: 3 })]);
		await watch();
		await watch();
		expect(await found()).toMatchObject([{ state: "fail", reason: "beyond", value: 10, limit: 3 }]);
		const told = await db().loopEvent.findMany({ where: { type: "deployment.gate-failed" } });
		expect(told).toMatchObject([{ data: { signal: "query", title: "Open carts", value: 10, limit: 3 } }]);
		expect(await rollbacks()).toMatchObject([{ reason: "auto-rollback: metric gate Open carts" }]);
	});
});
