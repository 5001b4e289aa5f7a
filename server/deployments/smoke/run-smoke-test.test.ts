import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { clusterAt } from "#server/connectors/kubernetes/testing/cluster-at.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { rollBackQueue } from "../queues.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePlaces } from "../testing/place.ts";
import { runSmokeTest } from "./run-smoke-test.ts";

const hurried = { most: 2, timeoutMs: 300, pauseMs: 10 };
let database: TestDatabase;
let apiServer: Answering;
/** What the service says through the API server. */
let service: (response: ServerResponse) => void;
let id: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await (await startJobs(true)).createQueue(rollBackQueue.name);
	const { teamId } = await makeTeam("payments");
	await makeService("checkout", teamId);
	await makePlaces("checkout", ["staging"]);
	apiServer = await answerWith(({ url }, response) => {
		if (url === "/version") response.writeHead(200).end("{}");
		else service(response);
	});
	const { id: connectionId } = await db().connection.findFirstOrThrow();
	await addCluster(connectionId, clusterAt(apiServer.url));
}, 60_000);
afterAll(async () => {
	await closeClusters();
	await apiServer.close();
	await stopJobs();
	await database.drop();
});

/** A version that has just been rolled out. */
beforeEach(async () => {
	await db().deployment.deleteMany();
	const test = { kind: "http", service: null, port: 80, path: "/healthz" };
	const { serviceId, environmentId } = await db().serviceEnvironment.findFirstOrThrow();
	await db().serviceEnvironment.updateMany({ data: { smokeTest: test } });
	const about = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, generation: 1n };
	id = (await db().deployment.create({ data: { ...about, status: "watching" } })).id;
});

const run = () => db().smokeRun.findFirstOrThrow({ where: { deploymentId: id } });
const outcome = async () => (await db().deployment.findUniqueOrThrow({ where: { id } })).outcome;

describe("a smoke test", () => {
	it("fails a version that takes a request and never answers, while the cluster does", async () => {
		service = () => {};
		await runSmokeTest(id, hurried);
		expect(await run()).toMatchObject({ status: "failed", result: { code: "no-answer", attempts: 2 } });
		expect(await outcome()).toMatchObject({ code: "smoke-test-silent", path: "/healthz", seconds: 0.3 });
	});

	it("passes a version whose answer never ends, and holds nothing open for it", async () => {
		let closed = false;
		service = (response) => {
			response.on("close", () => (closed = true));
			response.writeHead(200).write("on and on");
		};
		await runSmokeTest(id, hurried);
		expect(await run()).toMatchObject({ status: "passed", result: { attempts: 1 } });
		expect(closed).toBe(true);
	});

	it("reads only the beginning of what a broken version says", async () => {
		service = (response) => {
			response.writeHead(500);
			const more = () => void response.write("x".repeat(65_536), more);
			more();
		};
		await runSmokeTest(id, hurried);
		expect(await outcome()).toMatchObject({ code: "smoke-test", status: 500 });
	});

	it("that was killed ends with the watch of its version, instead of running for ever", async () => {
		await db().smokeRun.create({ data: { deploymentId: id, status: "running", test: {} } });
		await db().deployment.update({ where: { id }, data: { status: "succeeded" } });
		await runSmokeTest(id, hurried);
		expect(await run()).toMatchObject({ status: "failed", result: { code: "cut-short" } });
		expect(await outcome()).toBeNull();
	});

	it("asks nothing where the workload's name is none that a Service can have", async () => {
		await db().deploymentTarget.updateMany({ data: { name: "shop.checkout" } });
		await runSmokeTest(id, hurried);
		expect(await run()).toMatchObject({ status: "failed", result: { code: "no-target", attempts: 0 } });
		expect(await outcome()).toBeNull();
	});
});
