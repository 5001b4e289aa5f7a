import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePlaces } from "#server/deployments/testing/place.ts";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { followRunbookRun } from "./follow-runbook-run.ts";
import { outputSchema } from "./schema.ts";

const job = { id: 9, run_id: 7, name: "flush", status: "completed", conclusion: "success" };
let database: TestDatabase;
let github: Answering;
/** Whether GitHub has the job's log in its place, and whether it answers at all. */
let hasLog = true;
let answers = true;
let teamId: string;
let id: string;
let ended: Date;

beforeAll(async () => {
	process.env.GITHUB_TOKEN = "t";
	database = await createTestDatabase("worker");
	({ teamId } = await makeTeam("payments"));
	github = await answerWith(({ url = "" }, response) => {
		const type = { "content-type": url.endsWith("/logs") ? "text/plain" : "application/json" };
		if (!answers) return response.writeHead(500, type).end("{}");
		if (url.includes("/logs")) return response.writeHead(hasLog ? 200 : 404, type).end(hasLog ? "dropped\n" : "");
		return response.writeHead(200, type).end(JSON.stringify({ total_count: 1, jobs: [job] }));
	});
	await db().connection.create({ data: { kind: "github", name: "almena", url: github.url, source: "configuration" } });
});
afterAll(async () => {
	await github.close();
	await database.drop();
});

/** A runbook's run whose workflow has just ended well. */
beforeEach(async () => {
	hasLog = true;
	answers = true;
	const name = `cart-${crypto.randomUUID().slice(0, 8)}`;
	const serviceId = await makeService(name, teamId);
	const environmentId = (await makePlaces(name, ["staging"])).get("staging") ?? "";
	ended = new Date();
	const observedAt = ended;
	const slug = `almena/${name}`;
	const repository = await db().repository.create({
		data: { slug, url: `http://git.test/${slug}`, defaultBranch: "main", observedAt },
	});
	const about = { repositoryId: repository.id, name: "flush", path: "flush.yml", state: "active", observedAt };
	const workflow = await db().workflow.create({ data: { externalId: 1n, inputs: [], ...about } });
	const times = { createdAt: ended, startedAt: ended, completedAt: ended, updatedAt: ended, observedAt };
	const run = await db().run.create({
		data: {
			...{ repositoryId: repository.id, externalId: 7n, attempt: 1, number: 1, name: "flush", headSha: "a".repeat(40) },
			...{ event: "workflow_dispatch", url: "http://git.test/7", status: "completed", conclusion: "success", ...times },
		},
	});
	const request = await db().runRequest.create({
		data: { workflowId: workflow.id, ref: "main", inputs: {}, actor: {}, status: "started", runId: run.id },
	});
	const rules = { title: "Flush", description: "Drops keys.", ref: "main", inputs: {}, environments: ["staging"] };
	const runbook = await db().runbook.create({ data: { serviceId, approval: false, approvalHours: 4, ...rules } });
	const asked = {
		title: "Flush",
		workflowId: workflow.id,
		workflow: "flush",
		path: "p",
		repository: slug,
		ref: "main",
		asOf: runbook.updatedAt.toISOString(),
	};
	const row = await db().runbookRun.create({
		data: {
			...{ runbookId: runbook.id, serviceId, environmentId, status: "requested", asked, inputs: {}, reason: "slow" },
			...{ requestedBy: { kind: "person", id: "ana" }, requesterId: "ana", runRequestId: request.id },
		},
	});
	id = row.id;
});

const look = (seconds: number) => followRunbookRun(id, new Date(ended.getTime() + seconds * 1_000));
const row = () => db().runbookRun.findUniqueOrThrow({ where: { id } });
const kept = async () => outputSchema.parse((await row()).output).map((one) => one.kept);

describe("followRunbookRun", () => {
	it("waits for a log that GitHub has not put in its place yet, and ends without one that never comes", async () => {
		hasLog = false;
		await look(2);
		expect(await row()).toMatchObject({ status: "running", output: null });
		await look(20);
		expect(await row()).toMatchObject({ status: "succeeded", conclusion: "success" });
		expect(await kept()).toEqual(["gone"]);
	});

	it("takes the log when it comes late", async () => {
		hasLog = false;
		await look(2);
		hasLog = true;
		await look(4);
		expect(await kept()).toEqual(["whole"]);
	});

	it("ends without the log when GitHub does not answer for two minutes, once, and says so", async () => {
		answers = false;
		await look(60);
		expect(await row()).toMatchObject({ status: "running" });
		await look(130);
		await look(140);
		expect(await row()).toMatchObject({ status: "succeeded" });
		expect(await kept()).toEqual(["unreadable"]);
		expect(await db().loopEvent.count({ where: { subjectId: id, type: "runbook.finished" } })).toBe(1);
	}, 60_000);

	it("ends as failed with GitHub's words when the run was refused", async () => {
		const failure = { code: "run.refused", detail: "No ref found for: main" };
		await db().runRequest.updateMany({
			where: { runbookRun: { id } },
			data: { status: "failed", failure, runId: null },
		});
		await look(1);
		expect(await row()).toMatchObject({ status: "failed", failure, output: null });
	});

	it("makes room for the next when GitHub could not be asked for half an hour, and starts nothing late", async () => {
		const where = { runbookRun: { id } };
		await db().runRequest.updateMany({ where, data: { status: "requested", runId: null } });
		await look(20 * 60);
		expect(await row()).toMatchObject({ status: "requested" });
		await look(31 * 60);
		expect(await row()).toMatchObject({ status: "failed", failure: { code: "run.withdrawn" } });
		expect(await db().runRequest.findFirstOrThrow({ where })).toMatchObject({ status: "failed" });
	});

	it("makes room for the next when GitHub was asked and never said which run it is", async () => {
		await db().runRequest.updateMany({ where: { runbookRun: { id } }, data: { status: "checking", runId: null } });
		await look(31 * 60);
		expect(await row()).toMatchObject({ status: "failed", failure: { code: "run.not-confirmed" } });
	});

	it("makes room for the next when the run or its repository is gone", async () => {
		await db().run.updateMany({ where: { request: { runbookRun: { id } } }, data: { status: "in_progress" } });
		await look(1);
		expect(await row()).toMatchObject({ status: "running" });
		await db().repository.updateMany({
			where: { runs: { some: { request: { runbookRun: { id } } } } },
			data: { goneAt: ended },
		});
		await look(2);
		expect(await row()).toMatchObject({ status: "failed", failure: { code: "run.gone" } });
	});
});
