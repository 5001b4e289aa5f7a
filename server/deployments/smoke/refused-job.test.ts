import type { IncomingMessage, ServerResponse } from "node:http";
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
import { followSmokeJobs } from "./follow-smoke-jobs.ts";
import { runSmokeTest } from "./run-smoke-test.ts";

const minute = 60_000;
const test = { kind: "job", image: null, command: ["/check"], args: [], serviceAccount: null, minutes: 5 };
let database: TestDatabase;
let apiServer: Answering;
/** What the API server says to whoever makes a Job; without words it is away. */
let refusal: { status: number; message: string } | null;
let servesJobs = true;
let id: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	await (await startJobs(true)).createQueue(rollBackQueue.name);
	const { teamId } = await makeTeam("payments");
	await makeService("checkout", teamId);
	await makePlaces("checkout", ["staging"]);
	apiServer = await answerWith(answer);
	const { id: connectionId } = await db().connection.findFirstOrThrow();
	await addCluster(connectionId, clusterAt(apiServer.url));
}, 60_000);
afterAll(async () => {
	await closeClusters();
	await apiServer.close();
	await stopJobs();
	await database.drop();
});

function answer({ url = "", method }: IncomingMessage, response: ServerResponse) {
	const say = (status: number, body: object) => void response.writeHead(status).end(JSON.stringify(body));
	if (!refusal) return void response.destroy();
	if (url.includes("/deployments/")) {
		const template = { spec: { containers: [{ name: "app", image: "i" }] } };
		const metadata = {
			name: "checkout",
			namespace: "staging",
			uid: "u",
			resourceVersion: "1",
			creationTimestamp: "2026-01-01T00:00:00Z",
		};
		return say(200, { metadata, spec: { selector: {}, template }, status: {} });
	}
	if (url === "/apis/batch/v1") return servesJobs ? say(200, { resources: [{ name: "jobs" }] }) : say(404, {});
	if (method === "POST") return say(refusal.status, { message: refusal.message });
	return say(404, { message: "not found" });
}

/** A version that has just been rolled out, which a Job is to try. */
beforeEach(async () => {
	await db().deployment.deleteMany();
	servesJobs = true;
	const { serviceId, environmentId } = await db().serviceEnvironment.findFirstOrThrow();
	await db().serviceEnvironment.updateMany({ data: { smokeTest: test } });
	const about = { serviceId, environmentId, kind: "deploy", image: "i", actor: {}, generation: 1n };
	id = (await db().deployment.create({ data: { ...about, status: "watching" } })).id;
	await runSmokeTest(id);
});

const run = () => db().smokeRun.findFirstOrThrow({ where: { deploymentId: id } });
const deployment = () => db().deployment.findUniqueOrThrow({ where: { id } });
const event = () => db().loopEvent.findFirstOrThrow({ where: { type: "deployment.smoke-tested", subjectId: id } });

describe("a Job that the cluster does not take", () => {
	it("is told by the right that is missing, and fails nothing", async () => {
		refusal = { status: 403, message: 'jobs.batch is forbidden: User "lazo" cannot create resource "jobs"' };
		await followSmokeJobs(new Date());
		expect(await run()).toMatchObject({ status: "failed", result: { code: "job-not-allowed" } });
		expect(await event()).toMatchObject({ data: { verb: "create", resource: "jobs.batch" } });
		expect(await deployment()).toMatchObject({ status: "watching", outcome: null });
	});

	it("is told where a cluster has no Jobs at all", async () => {
		refusal = { status: 404, message: "the server could not find the requested resource" };
		servesJobs = false;
		await followSmokeJobs(new Date());
		expect(await run()).toMatchObject({ status: "failed", result: { code: "job-not-served" } });
	});

	it("is told with the name of the quota that is used up", async () => {
		const message = "exceeded quota: jobs, requested: count/jobs.batch=1, used: 1, limited: 1";
		refusal = { status: 403, message: `jobs.batch "lazo" is forbidden: ${message}` };
		await followSmokeJobs(new Date());
		expect(await run()).toMatchObject({
			result: { code: "job-not-started", detail: expect.stringContaining(message) },
		});
		expect(await deployment()).toMatchObject({ status: "watching" });
	});

	it("is waited for while the cluster is away, and given up some time after its deadline", async () => {
		refusal = null;
		await followSmokeJobs(new Date());
		await followSmokeJobs(new Date(Date.now() + 6 * minute));
		expect(await run()).toMatchObject({ status: "running" });
		await followSmokeJobs(new Date(Date.now() + 8 * minute));
		expect(await run()).toMatchObject({ status: "failed", result: { code: "cluster-away" } });
		expect(await deployment()).toMatchObject({ status: "watching", outcome: null });
	});
});
