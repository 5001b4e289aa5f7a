import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeQueue } from "#server/deployments/queues.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import { digestOf, makeRevision, tellVersions } from "#server/deployments/testing/story.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { listMetricGates } from "./list-metric-gates.ts";
import { setMetricGates } from "./set-metric-gates.ts";
import { watchOnce } from "./watch-gates.ts";

const place = { service: "checkout", environment: "production" };
const gate = { signal: "errors", against: "limit", value: 0.05, samples: 3, noData: "pass" } as const;
let database: TestDatabase;
let prometheus: Answering;
let keeper: Actor;
let developer: Actor;
/** Share of requests that fail; Prometheus is away while it is null. */
let failing: number | null = 0;
/** Whether the service is measured so seldom that a rate of seconds finds nothing. */
let seldom = false;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	prometheus = await answerWith((request, response) => {
		const { searchParams } = new URL(request.url ?? "", "http://prometheus");
		if (failing === null) return response.writeHead(503).end();
		response.end(JSON.stringify({ status: "success", data: answer(searchParams, failing) }));
	});
	const connection = { kind: "prometheus", name: "prometheus", url: prometheus.url, source: "configuration" };
	await db().connection.create({ data: connection });
	await (await startJobs(true)).createQueue(executeQueue.name);
	const team = await makeTeam("payments");
	developer = team.developer;
	keeper = await makePerson("the-lead", team.teamId, "lead");
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
	const [startedAt, rolledOutAt] = [new Date(Date.now() - 180_000), new Date(Date.now() - 120_000)];
	await db().deployment.create({
		data: {
			...{ serviceId, environmentId, kind: "deploy", status: "watching", actor: {}, generation: 2 },
			...{ digest: digestOf("2"), image: "i@2", fromDigest: digestOf("1"), fromImage: "i@1", startedAt, rolledOutAt },
		},
	});
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await prometheus?.close();
	await database?.drop();
});

/** One counter of requests; every query of a range is answered with the same share for each step. */
function answer(asked: URLSearchParams, share: number) {
	const query = asked.get("query") ?? "";
	if (!asked.has("start")) {
		const metric = { __name__: "http_requests_total", status: "200", service: "checkout", environment: "production" };
		return { resultType: "vector", result: [{ metric, value: [0, "1"] }] };
	}
	if (seldom && query.includes("[20s]")) return { resultType: "matrix", result: [] };
	const [start, end, step] = ["start", "end", "step"].map((name) => Number(asked.get(name)));
	const values: [number, string][] = [];
	for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 10) values.push([at, String(share)]);
	return { resultType: "matrix", result: query.includes("5..") ? [{ metric: {}, values }] : [] };
}

let round = 0;
/** Another point each time: what was read of one is kept for some seconds. */
const soon = () => new Date(Date.now() + ++round * 10_000);
const events = () => db().loopEvent.findMany({ where: { type: "deployment.gate-failed" } });
const rollbacks = () => db().deployment.findMany({ where: { kind: "rollback" } });

describe("metric gates", () => {
	it("are chosen by who keeps the place, and by nobody else", async () => {
		await expect(setMetricGates(developer, place, [gate])).rejects.toMatchObject({ status: 403 });
		await setMetricGates(keeper, place, [gate]);
		expect((await listMetricGates(developer, "checkout")).items).toMatchObject([
			{ gates: [gate], mayConfigure: false },
		]);
		const line = await db().auditEntry.findFirstOrThrow({ where: { outcome: "done" } });
		expect(line).toMatchObject({ action: "environment.configure", after: { metricGates: [gate] } });
	});

	it("leave a version alone that keeps within them, and one that nobody can measure now", async () => {
		for (const share of [0.01, null]) {
			failing = share;
			await watchOnce(soon());
		}
		expect(await events()).toEqual([]);
		expect(await rollbacks()).toEqual([]);
	});

	it("leave a version alone while the Prometheus that measures it is away and another one knows nothing of it", async () => {
		const other = await answerWith((_, response) => {
			response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } }));
		});
		const about = { kind: "prometheus", name: "other", url: other.url, source: "configuration" };
		const { id } = await db().connection.create({ data: about });
		await setMetricGates(keeper, place, [{ ...gate, noData: "fail" }]);
		failing = null;
		await watchOnce(soon());
		expect(await events()).toEqual([]);
		await setMetricGates(keeper, place, [gate]);
		await db().connection.delete({ where: { id } });
		await other.close();
	});

	it("leave a version alone that is measured more seldom than every few seconds, and judge it all the same", async () => {
		[seldom, failing] = [true, 0.01];
		await setMetricGates(keeper, place, [{ ...gate, noData: "fail" }]);
		await watchOnce(soon());
		expect(await events()).toEqual([]);
		await setMetricGates(keeper, place, [gate]);
	});

	it("say once that there is no way back, however often they find the same", async () => {
		const impossible = () => db().loopEvent.count({ where: { type: "deployment.rollback-impossible" } });
		const revisions = await db().revisionTemplate.findMany();
		await db().revisionTemplate.deleteMany();
		failing = 0.4;
		await watchOnce(soon());
		await watchOnce(soon());
		expect(await impossible()).toBe(1);
		expect(await rollbacks()).toEqual([]);
		await db().revisionTemplate.createMany({
			data: revisions.map(({ template, held: _, ...row }) => ({ ...row, template: template ?? {} })),
		});
	});

	it("take a version back that goes beyond, once, and say by which signal and figure (D6)", async () => {
		failing = 0.4;
		await watchOnce(soon());
		await watchOnce(soon());
		expect(await events()).toMatchObject([{ data: { signal: "errors", code: "beyond", value: 40, limit: 5 } }]);
		expect(await rollbacks()).toMatchObject([
			{ digest: digestOf("1"), reason: "auto-rollback: metric gate errors", status: "requested" },
		]);
		expect(await db().versionHold.findFirst()).toMatchObject({ digest: digestOf("2"), liftedAt: null });
	});
});
