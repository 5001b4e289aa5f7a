import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dispatchQueue } from "#server/pipelines/queues.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { rollBackQueue } from "../queues.ts";
import { makeService, makeTeam } from "../testing/company.ts";
import { makePerson, makePlaces } from "../testing/place.ts";
import { tickOnce } from "../tick-rollouts.ts";
import { followSmokeRuns } from "./follow-smoke-run.ts";
import { listSmokeTests } from "./list-smoke-tests.ts";
import { runSmokeTest } from "./run-smoke-test.ts";
import { setSmokeTest } from "./set-smoke-test.ts";

const where = { service: "checkout", environment: "staging" };
const minute = 60_000;
let database: TestDatabase;
let developer: Actor;
let lead: Actor;
let repositoryId: string;
let workflowId: string;
let id: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const boss = await startJobs(true);
	for (const { name } of [rollBackQueue, dispatchQueue]) await boss.createQueue(name);
	const team = await makeTeam("payments");
	developer = team.developer;
	lead = await makePerson("lucia", team.teamId, "lead");
	const serviceId = await makeService("checkout", team.teamId);
	const annotations = { "github.com/project-slug": "almena/checkout" };
	await db().entity.update({ where: { id: serviceId }, data: { annotations } });
	await makePlaces("checkout", ["staging"]);
	const observedAt = new Date();
	const url = "http://git.test/almena/checkout";
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url, defaultBranch: "main", observedAt },
	});
	repositoryId = repository.id;
	const input = { type: "string", description: null, required: true, default: null, options: [] };
	const about = { name: "smoke", path: "smoke.yml", state: "active", inputs: [{ ...input, name: "digest" }] };
	const workflow = await db().workflow.create({ data: { repositoryId, externalId: 7n, ...about, observedAt } });
	workflowId = workflow.id;
}, 60_000);
afterAll(async () => {
	await stopJobs();
	await database.drop();
});

const chosen = () => ({
	...{ kind: "workflow" as const, workflowId, ref: "main", minutes: 5 },
	inputs: { digest: { fact: "digest" as const } },
});

/** A version that has just been rolled out, whose watch is over. */
beforeEach(async () => {
	await db().deployment.deleteMany();
	await db().run.deleteMany();
	const { serviceId, environmentId } = await db().serviceEnvironment.findFirstOrThrow();
	await db().serviceEnvironment.updateMany({ data: { smokeTest: chosen() } });
	const about = { serviceId, environmentId, kind: "deploy", image: "i", digest: "sha256:1", actor: {}, generation: 1n };
	const watchUntil = new Date(Date.now() - 1_000);
	id = (await db().deployment.create({ data: { ...about, status: "watching", watchUntil } })).id;
});

const run = () => db().smokeRun.findFirstOrThrow({ where: { deploymentId: id }, include: { runRequest: true } });
const deployment = () => db().deployment.findUniqueOrThrow({ where: { id } });
/** The run of the workflow, as GitHub would tell of it. */
async function begun(status: string, conclusion: string | null = null): Promise<void> {
	const at = new Date();
	const times = { createdAt: at, startedAt: at, updatedAt: at, observedAt: at };
	const { id: runId } = await db().run.create({
		data: {
			...{
				repositoryId,
				workflowId,
				externalId: 1n,
				attempt: 1,
				number: 12,
				name: "smoke",
				event: "workflow_dispatch",
			},
			...{ headSha: "a".repeat(40), url: "http://git.test/1", status, conclusion, ...times },
		},
	});
	const { runRequestId } = await run();
	await db().runRequest.update({ where: { id: runRequestId ?? "" }, data: { status: "started", runId } });
}

describe("a workflow that tries a new version (D18)", () => {
	it("is chosen by who keeps the place and may start it, with inputs that it takes", async () => {
		await expect(setSmokeTest(developer, where, chosen())).rejects.toMatchObject({ status: 403 });
		await expect(setSmokeTest(lead, where, { ...chosen(), inputs: {} })).rejects.toMatchObject({
			code: "run.missing-input",
		});
		await setSmokeTest(lead, where, chosen());
		const { items } = await listSmokeTests(lead, "checkout");
		expect(items).toMatchObject([{ test: { kind: "workflow", minutes: 5 }, workflow: { name: "smoke" } }]);
	});

	it("is started once with what is known of the deployment, whose watch waits for it", async () => {
		await runSmokeTest(id);
		await runSmokeTest(id);
		const requests = await db().runRequest.findMany({ where: { smokeRun: { deploymentId: id } } });
		expect(requests).toMatchObject([{ inputs: { digest: "sha256:1" }, operates: true, status: "requested" }]);
		await tickOnce(new Date());
		expect(await deployment()).toMatchObject({ status: "watching" });
		await begun("completed", "success");
		await followSmokeRuns(new Date());
		expect(await run()).toMatchObject({ status: "passed", result: { code: "run-passed" } });
		const joint = await db().loopEdge.findFirstOrThrow({ where: { kind: "tried-by" }, include: { from: true } });
		expect(joint.from.deploymentId).toBe(id);
		await tickOnce(new Date());
		expect(await deployment()).toMatchObject({ status: "succeeded" });
	});

	it("fails the version when it fails", async () => {
		await runSmokeTest(id);
		await begun("completed", "failure");
		await followSmokeRuns(new Date());
		await followSmokeRuns(new Date());
		expect(await deployment()).toMatchObject({
			status: "failed",
			outcome: { code: "smoke-run-failed", workflow: "smoke", number: 12, conclusion: "failure" },
		});
		const events = { type: "deployment.smoke-tested", subjectId: id };
		expect(await db().loopEvent.count({ where: events })).toBe(1);
	});

	it("fails it when it runs longer than it may, and says nothing while it waits for a runner", async () => {
		await runSmokeTest(id);
		await begun("in_progress");
		await followSmokeRuns(new Date(Date.now() + 4 * minute));
		expect(await run()).toMatchObject({ status: "running" });
		await followSmokeRuns(new Date(Date.now() + 6 * minute));
		expect(await deployment()).toMatchObject({ status: "failed", outcome: { code: "smoke-run-too-slow", minutes: 5 } });
	});

	it.each([
		["finds no runner", { status: "queued", conclusion: null, code: "run-not-started" }],
		["is cancelled by somebody", { status: "completed", conclusion: "cancelled", code: "run-cancelled" }],
	])("fails nothing when it %s", async (_, { status, conclusion, code }) => {
		await runSmokeTest(id);
		await begun(status, conclusion);
		await followSmokeRuns(new Date(Date.now() + 6 * minute));
		expect(await run()).toMatchObject({ status: "failed", result: { code } });
		expect(await deployment()).toMatchObject({ status: "watching" });
	});

	it("is withdrawn when GitHub could not be asked for it in time, or when its version is not tried any more", async () => {
		await runSmokeTest(id);
		await followSmokeRuns(new Date(Date.now() + 6 * minute));
		expect(await run()).toMatchObject({
			...{ status: "failed", result: { code: "run-not-started" } },
			runRequest: { status: "failed", failure: { code: "run.withdrawn" } },
		});
		await db().smokeRun.deleteMany();
		await runSmokeTest(id);
		await db().deployment.update({ where: { id }, data: { status: "rolled_back" } });
		await followSmokeRuns(new Date());
		expect(await run()).toMatchObject({ result: { code: "cut-short" }, runRequest: { status: "failed" } });
	});

	it("fails nothing when it was refused, or takes other inputs by now", async () => {
		await runSmokeTest(id);
		await db().runRequest.updateMany({ data: { status: "failed" } });
		await followSmokeRuns(new Date());
		expect(await run()).toMatchObject({ result: { code: "run-not-started" } });
		await db().smokeRun.deleteMany();
		await db().serviceEnvironment.updateMany({ data: { smokeTest: { ...chosen(), inputs: {} } } });
		await runSmokeTest(id);
		expect(await run()).toMatchObject({ status: "failed", result: { code: "run-not-started" }, runRequestId: null });
		expect(await deployment()).toMatchObject({ status: "watching" });
	});
});
