import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePlaces } from "#server/deployments/testing/place.ts";
import { makeIncident } from "#server/incidents/testing/make-incident.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { linkRunToCommit } from "#server/pipelines/links/link-run-to-commit.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { getThread } from "../get-thread.ts";
import { stationNames } from "../schema.ts";

const actor = automation("test");
const sha = "a".repeat(40);
const observedAt = new Date();
let database: TestDatabase;
let incidentId: string;
let repositoryId: string;
let runId: string;

/** A run that was seen before it was known to be somebody's runbook, and the incident that it is for. */
beforeAll(async () => {
	database = await createTestDatabase("worker");
	const { teamId } = await makeTeam("payments");
	const serviceId = await makeService("cart", teamId);
	const environmentId = (await makePlaces("cart", ["production"])).get("production") ?? "";
	incidentId = (await makeIncident({ serviceId, environmentId, teamId })).id;
	const slug = "almena/cart";
	const url = `http://git.test/${slug}`;
	const repository = await db().repository.create({ data: { slug, url, defaultBranch: "main", observedAt } });
	repositoryId = repository.id;
	const text = { message: "Sell less", authorName: "Ana", authoredAt: observedAt, parents: [], url };
	await db().commit.create({ data: { repositoryId, sha, ...text } });
	const times = { createdAt: observedAt, startedAt: observedAt, updatedAt: observedAt, observedAt };
	const run = await db().run.create({
		data: {
			...{ repositoryId, serviceId, externalId: 7n, attempt: 1, number: 3, name: "flush-cache", headSha: sha, url },
			...{ event: "workflow_dispatch", status: "in_progress", actorLogin: "lazo[bot]", ...times },
		},
	});
	runId = run.id;
	await transaction((tx) => linkRunToCommit(tx, { repositoryId, runId, headSha: sha }));
	const about = { name: "flush-cache", path: "flush.yml", state: "active", inputs: [], observedAt };
	const workflow = await db().workflow.create({ data: { repositoryId, externalId: 1n, ...about } });
	await db().runRequest.create({
		data: {
			...{ workflowId: workflow.id, ref: "main", inputs: {}, status: "started", runId, operates: true },
			actor: { kind: "person", id: "ana", name: "Ana" },
		},
	});
});
afterAll(() => database.drop());

const threadOf = (kind: "commit" | "incident", id: string) => getThread(actor, { kind, id });
const kindsOf = async (kind: "commit" | "incident", id: string) =>
	(await threadOf(kind, id)).nodes.map((node) => node.kind).sort();
const station = async (name: (typeof stationNames)[number]) =>
	(await threadOf("incident", incidentId)).stations[stationNames.indexOf(name)];

describe("a run that acts on an incident", () => {
	it("leaves the thread of the commit it ran on as soon as it is known for what it is", async () => {
		expect(await kindsOf("commit", sha)).toEqual(["commit", "run"]);
		await transaction((tx) => linkRunToCommit(tx, { repositoryId, runId, headSha: sha }));
		expect(await kindsOf("commit", sha)).toEqual(["commit"]);
	});

	it("stands on the incident's thread, operating in the name of who asked and building nothing", async () => {
		await transaction(async (tx) => {
			const from = await ensureNode(tx, { kind: "incident", key: incidentId, incidentId }, null);
			const to = await ensureNode(tx, { kind: "run", key: "7", runId }, null);
			await link(tx, { from, to, kind: "acted-on-by", evidence: { source: "runbook" }, confidence: "exact" });
		});
		expect(await kindsOf("incident", incidentId)).toEqual(["incident", "run"]);
		expect(await station("build")).toMatchObject({ state: "none" });
		expect(await station("operate")).toMatchObject({ state: "running", evidence: [{ kind: "run", who: "Ana" }] });
	});

	it("makes nothing look worse by failing, and something look done by succeeding", async () => {
		const end = (conclusion: string) =>
			db().run.update({ where: { id: runId }, data: { status: "completed", conclusion } });
		await end("failure");
		expect(await station("operate")).toMatchObject({ state: "none" });
		expect(await station("build")).toMatchObject({ state: "none" });
		await end("success");
		expect(await station("operate")).toMatchObject({ state: "done" });
	});
});
