import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GitHubClient } from "#server/connectors/github/github-client.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { startRequestedRun } from "./start-requested-run.ts";

const sha = "a".repeat(40);
let database: TestDatabase;
let server: Server;
let client: GitHubClient;
let workflowId: string;
/** How GitHub answers a dispatch; it has started the run by then unless it refuses. */
let dispatchStatus = 200;
/** Runs that GitHub has, and how many dispatches it got. */
let runs: number[] = [];
let dispatches = 0;
let visible = true;
/** What the titles of runs say, by their id. */
let titles: Record<number, string> = {};

const runJson = (id: number) => ({
	...{
		id,
		name: "release",
		display_title: titles[id] ?? "release",
		head_branch: "main",
		head_sha: sha,
		run_number: id,
		run_attempt: 1,
		event: "workflow_dispatch",
	},
	...{ status: "queued", conclusion: null, workflow_id: 7, html_url: `http://git.test/runs/${id}` },
	...{
		created_at: new Date().toISOString(),
		updated_at: new Date().toISOString(),
		run_started_at: new Date().toISOString(),
	},
});

function answer(method: string, path: string): { status: number; body?: unknown } {
	if (method === "POST") {
		dispatches += 1;
		if (dispatchStatus === 422) return { status: 422, body: { message: "No ref found for: nowhere" } };
		runs.push(1_000 + runs.length);
		return { status: dispatchStatus, ...(dispatchStatus === 200 && { body: { workflow_run_id: runs.at(-1) } }) };
	}
	const id = Number(/\/runs\/(\d+)$/.exec(path)?.[1]);
	if (id)
		return runs.includes(id) ? { status: 200, body: runJson(id) } : { status: 404, body: { message: "Not Found" } };
	if (path.endsWith("/jobs")) return { status: 200, body: { total_count: 0, jobs: [] } };
	if (path.endsWith("/commits")) return { status: 200, body: [] };
	return { status: 200, body: { total_count: runs.length, workflow_runs: visible ? runs.map(runJson) : [] } };
}

beforeAll(async () => {
	database = await createTestDatabase("worker");
	server = createServer((request, response) => {
		request.resume();
		const { status, body } = answer(request.method ?? "GET", new URL(request.url ?? "/", "http://git.test").pathname);
		response
			.writeHead(status, { "content-type": "application/json" })
			.end(body === undefined ? "" : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const { id: connectionId } = await db().connection.create({
		data: { kind: "github", name: "almena", url, source: "configuration" },
	});
	client = new GitHubClient({ connectionId, url, credential: { kind: "token", token: "t" }, organisation: "almena" });
	const repository = await db().repository.create({
		data: {
			slug: "almena/checkout",
			url: "http://git.test/almena/checkout",
			defaultBranch: "main",
			observedAt: new Date(),
		},
	});
	const about = {
		repositoryId: repository.id,
		externalId: 7n,
		name: "release",
		path: ".github/workflows/release.yml",
		state: "active",
	};
	workflowId = (await db().workflow.create({ data: { ...about, inputs: [], observedAt: new Date() } })).id;
});
afterAll(async () => {
	server.close();
	await database.drop();
});
beforeEach(async () => {
	await db().runRequest.deleteMany();
	await db().run.deleteMany();
	[dispatchStatus, runs, dispatches, visible, titles] = [200, [], 0, true, {}];
});

const ask = async () =>
	(await db().runRequest.create({ data: { workflowId, ref: "main", inputs: {}, actor: {}, status: "requested" } })).id;
/** Statements that wait for somebody else's lock. */
const waiting = async () => {
	const [row] = await db().$queryRaw<{ count: bigint }[]>`
		select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
	return Number(row?.count);
};
const stateOf = (id: string) => db().runRequest.findUniqueOrThrow({ where: { id }, include: { run: true } });

describe("startRequestedRun", () => {
	it("knows the run at once when GitHub tells its id", async () => {
		const id = await ask();
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({ status: "started", run: { externalId: 1_000n } });
		expect(dispatches).toBe(1);
	});

	it("finds the run of a server that tells no id (R23)", async () => {
		dispatchStatus = 204;
		const id = await ask();
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({ status: "started", run: { externalId: 1_000n } });
	});

	it("starts one run when the answer was lost after GitHub took the call (R22)", async () => {
		dispatchStatus = 502;
		visible = false;
		const id = await ask();
		await expect(startRequestedRun(client, id)).rejects.toThrow("has not shown up yet");
		expect(await stateOf(id)).toMatchObject({ status: "checking", runId: null });
		visible = true;
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({ status: "started", run: { externalId: 1_000n } });
		expect(dispatches).toBe(1);
	});

	it("never starts it again after a crash between the call and its answer", async () => {
		const id = await ask();
		await db().runRequest.update({ where: { id }, data: { status: "dispatched", dispatchedAt: new Date() } });
		runs = [1_000];
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({ status: "started" });
		expect(dispatches).toBe(0);
	});

	it("starts nothing that was withdrawn in the moment before", async () => {
		const id = await ask();
		let starting: Promise<void> | undefined;
		await db().$transaction(async (tx) => {
			await tx.runRequest.update({ where: { id }, data: { status: "failed", failure: { code: "run.withdrawn" } } });
			// It reads the request as it was before, and then waits for this to be committed.
			starting = startRequestedRun(client, id);
			await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 5_000 });
		});
		await starting;
		expect(dispatches).toBe(0);
		expect(await stateOf(id)).toMatchObject({ status: "failed" });
	});

	it("does not give two requests the same run", async () => {
		dispatchStatus = 204;
		const [first, second] = [await ask(), await ask()];
		await startRequestedRun(client, first);
		await startRequestedRun(client, second);
		const ids = [(await stateOf(first)).runId, (await stateOf(second)).runId];
		expect(new Set(ids).size).toBe(2);
	});

	it("knows its run among others of the same branch and moment by the id in its title (R23)", async () => {
		dispatchStatus = 204;
		const [first, second] = [await ask(), await ask()];
		// GitHub tells of the second request's run first.
		titles = { 1000: `release for ${second}`, 1001: `release for ${first}` };
		runs = [1_000];
		await startRequestedRun(client, first);
		expect(await stateOf(first)).toMatchObject({ run: { externalId: 1_001n } });
		await startRequestedRun(client, second);
		expect(await stateOf(second)).toMatchObject({ run: { externalId: 1_000n } });
	});

	it("does not take a run that carries another request's id", async () => {
		dispatchStatus = 204;
		const [first, second] = [await ask(), await ask()];
		titles = { 1000: `release for ${second}` };
		await expect(startRequestedRun(client, first)).rejects.toThrow("has not shown up yet");
		expect((await stateOf(first)).runId).toBeNull();
	});

	it("says why GitHub refused, and does not try again", async () => {
		dispatchStatus = 422;
		const id = await ask();
		await startRequestedRun(client, id);
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({
			status: "failed",
			failure: { code: "run.refused", detail: expect.stringContaining("nowhere") },
		});
		expect(dispatches).toBe(1);
	});

	it("gives up after a while without a run, in words", async () => {
		dispatchStatus = 502;
		visible = false;
		const id = await ask();
		await startRequestedRun(client, id).catch(() => {});
		await db().runRequest.update({ where: { id }, data: { dispatchedAt: new Date(Date.now() - 120_000) } });
		await startRequestedRun(client, id);
		expect(await stateOf(id)).toMatchObject({ status: "failed", failure: { code: "run.not-confirmed" } });
	});
});
