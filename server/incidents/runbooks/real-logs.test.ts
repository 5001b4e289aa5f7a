import type { ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { endPart, startPart } from "#server/deployments/testing/cluster.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson, makePlaces } from "#server/deployments/testing/place.ts";
import { syncRepository } from "#server/pipelines/sync/sync-repository.ts";
import { pipelinesWorker } from "#server/pipelines/worker.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { freePorts } from "../../../scripts/free-ports.ts";
import { addRunbook } from "./add-runbook.ts";
import { askRunbook } from "./ask-runbook.ts";
import { getRunbookRun } from "./get-runbook-run.ts";
import { tickRunbooks } from "./tick-runbooks.ts";

const slug = "almena/search";
const folder = mkdtempSync(join(tmpdir(), "lazo-runbooks-"));
const parts: ChildProcess[] = [];
const stops: (() => Promise<unknown>)[] = [];
let database: TestDatabase;
let lead: Actor;

beforeAll(async () => {
	process.env.GITHUB_TOKEN = "token-of-a-test";
	mkdirSync(join(folder, "secrets"), { recursive: true });
	writeFileSync(join(folder, "secrets", "github-token"), process.env.GITHUB_TOKEN);
	database = await createTestDatabase("worker");
	const port = await freePorts();
	const common = ["--data", folder, "--port", String(port)];
	parts.push(await startPart("registry", common));
	parts.push(await startPart("github", [...common, "--lazo-url", `http://127.0.0.1:${port + 9}`]));
	const url = `http://127.0.0.1:${port + 2}/api/v3`;
	await db().connection.create({ data: { kind: "github", name: "almena", url, source: "configuration" } });
	await startJobs(true);
	stops.push(await pipelinesWorker.start({ handlers: new Map(), address: "http://127.0.0.1:1" }));
	const ticking = new AbortController();
	const ticked = tickRunbooks(ticking.signal);
	stops.push(() => {
		ticking.abort();
		return ticked;
	});
	const { teamId } = await makeTeam("storefront");
	lead = await makePerson("lucia", teamId, "lead");
	const id = await makeService("search", teamId);
	await db().entity.update({ where: { id }, data: { annotations: { "github.com/project-slug": slug } } });
	await makePlaces("search", ["staging"]);
	const about = { externalId: 1n, defaultBranch: "main", observedAt: new Date() };
	const repository = await db().repository.create({ data: { slug, url: `${url}/${slug}`, ...about } });
	await syncRepository(await openGitHub(), repository.id, true);
}, 60_000);
afterAll(async () => {
	for (const stop of stops.reverse()) await stop();
	await stopJobs();
	await Promise.all(parts.map(endPart));
	await database.drop();
	rmSync(folder, { recursive: true, force: true });
}, 30_000);

it("a workflow of a GitHub is run to its end, and the end of its own log is kept, also when it fails", async () => {
	const workflow = await db().workflow.findFirstOrThrow({ where: { name: "reindex-search" } });
	const { id: runbookId } = await addRunbook(lead, "search", {
		...{ title: "Reindex search", description: "Builds an index anew.", workflowId: workflow.id, ref: "main" },
		...{ environments: ["staging"], approval: false, approvalHours: 4 },
		inputs: { environment: { kind: "fact", fact: "environment" }, index: { kind: "ask" } },
	});
	const run = async (index: string) => {
		const asked = { environment: "staging", inputs: { index }, reason: "results are old" };
		const { id } = await askRunbook(lead, runbookId, asked);
		const ended = { timeout: 40_000, interval: 200 };
		return vi.waitFor(async () => {
			const seen = await getRunbookRun(lead, id);
			expect(seen.finishedAt).not.toBeNull();
			return seen;
		}, ended);
	};
	const good = await run("products");
	expect(good).toMatchObject({ status: "succeeded", output: [{ name: "reindex", kept: "whole" }] });
	const texts = good.output?.[0]?.lines.map(({ text }) => text);
	expect(texts).toContain("indexed 12480/12480");
	expect(texts).toContain("alias products: products-v7 -> products-v8");
	const bad = await run("suggestions");
	expect(bad).toMatchObject({ status: "failed", conclusion: "failure" });
	expect(bad.output?.[0]?.lines).toContainEqual({ kind: "error", text: "Process completed with exit code 1." });
}, 100_000);
