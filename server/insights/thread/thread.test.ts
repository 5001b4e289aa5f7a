import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EdgeKind, ensureNode, link } from "#server/loop/link.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { getThread } from "../get-thread.ts";
import { projectStations } from "../project-stations.ts";
import { stationNames } from "../schema.ts";

const actor = automation("test");
const digest = `sha256:${"a".repeat(64)}`;
let database: TestDatabase;
const nodes: Record<string, string> = {};

/** One turn of the loop, and the item that begins the next one with a commit of its own. */
beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	const service = await db().entity.create({
		data: {
			ref: "component:default/checkout",
			kind: "component",
			name: "checkout",
			title: "Checkout",
			type: "service",
			document: {},
			observedAt: new Date(),
			ownerTeamId: team.id,
		},
	});
	const environment = await db().environment.create({
		data: { name: "production", title: "Production", rank: 30, production: true },
	});
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://example.com", defaultBranch: "main", observedAt: new Date() },
	});
	const item = (number: number) =>
		db().item.create({
			data: {
				key: `PAY-${number}`,
				number,
				teamId: team.id,
				title: `Item ${number}`,
				type: "feature",
				priority: "high",
				state: "done",
				rank: `${number}`,
				serviceId: service.id,
			},
		});
	const commit = (sha: string) =>
		db().commit.create({
			data: {
				repositoryId: repository.id,
				sha: sha.repeat(40),
				message: "PAY-1: a change",
				authorName: "Ana",
				authoredAt: new Date(),
				parents: [],
				url: "https://example.com",
			},
		});
	const [first, second, one, two] = [await item(1), await item(2), await commit("1"), await commit("2")];
	const artifact = await db().artifact.create({
		data: {
			digest,
			platformDigests: [],
			repository: "registry/checkout",
			tags: ["1.0.0"],
			version: "1.0.0",
			serviceId: service.id,
			createdAt: new Date(),
			observedAt: new Date(),
		},
	});
	const deployment = await db().deployment.create({
		data: {
			serviceId: service.id,
			environmentId: environment.id,
			kind: "deploy",
			digest,
			image: "registry/checkout",
			artifactId: artifact.id,
			status: "watching",
			actor: { kind: "person", id: "ana", name: "Ana" },
		},
	});
	const family = await db().incidentFamily.create({
		data: { serviceId: service.id, environmentId: environment.id, cause: "HighErrorRate" },
	});
	const incident = await db().incident.create({
		data: {
			familyId: family.id,
			serviceId: service.id,
			environmentId: environment.id,
			title: { code: "alert" },
			severity: "critical",
			status: "open",
			startedAt: new Date(),
			detectedAt: new Date(),
		},
	});
	await db().serviceEnvironment.create({
		data: {
			serviceId: service.id,
			environmentId: environment.id,
			runningDigest: digest,
			status: "healthy",
			desired: 1,
			ready: 1,
		},
	});
	await transaction(async (tx) => {
		nodes.first = await ensureNode(tx, { kind: "item", key: "PAY-1", itemId: first.id }, service.id);
		nodes.one = await ensureNode(tx, { kind: "commit", key: one.sha, commitId: one.id }, service.id);
		nodes.artifact = await ensureNode(tx, { kind: "artifact", key: digest, artifactId: artifact.id }, service.id);
		nodes.deployment = await ensureNode(
			tx,
			{ kind: "deployment", key: deployment.id, deploymentId: deployment.id },
			service.id,
		);
		nodes.incident = await ensureNode(tx, { kind: "incident", key: incident.id, incidentId: incident.id }, service.id);
		nodes.second = await ensureNode(tx, { kind: "item", key: "PAY-2", itemId: second.id }, service.id);
		nodes.two = await ensureNode(tx, { kind: "commit", key: two.sha, commitId: two.id }, service.id);
		const chain: [string, string, EdgeKind][] = [
			["first", "one", "implemented-by"],
			["one", "artifact", "packaged-as"],
			["artifact", "deployment", "deployed-as"],
			["deployment", "incident", "suspected-in"],
			["incident", "second", "filed-as"],
			["second", "two", "implemented-by"],
		];
		for (const [from, to, kind] of chain)
			await link(tx, {
				from: nodes[from] ?? "",
				to: nodes[to] ?? "",
				kind,
				evidence: { source: "test" },
				confidence: "exact",
			});
	});
});
afterAll(() => database.drop());

const labels = async (kind: "item" | "incident" | "artifact", id: string) =>
	(await getThread(actor, { kind, id })).nodes
		.map(({ nodeId }) => Object.entries(nodes).find(([, value]) => value === nodeId)?.[0])
		.sort();

describe("getThread", () => {
	it("leads from an item to the next item it caused, and no further", async () => {
		expect(await labels("item", "PAY-1")).toEqual(["artifact", "deployment", "first", "incident", "one", "second"]);
	});
	it("leads from a version back to its item and ahead to what came of it", async () => {
		expect(await labels("artifact", digest)).toEqual(["artifact", "deployment", "first", "incident", "one", "second"]);
	});
	it("begins at an item that production filed with what led to it and what was done", async () => {
		expect(await labels("item", "PAY-2")).toEqual([
			"artifact",
			"deployment",
			"first",
			"incident",
			"one",
			"second",
			"two",
		]);
	});
	it("says 404 for what is not in the loop", async () => {
		await expect(getThread(actor, { kind: "item", id: "PAY-99" })).rejects.toMatchObject({ status: 404 });
	});
});

describe("projectStations", () => {
	it("stores for every thing on the thread what its rail shows, and changes nothing the second time", async () => {
		await projectStations([nodes.first ?? ""]);
		const thread = await getThread(actor, { kind: "item", id: "PAY-1" });
		const stored = await db().loopProjection.findUniqueOrThrow({ where: { nodeId: nodes.first ?? "" } });
		expect(stored.stations).toEqual(thread.stations);
		const at = (name: (typeof stationNames)[number]) => thread.stations[stationNames.indexOf(name)]?.state;
		expect([at("code"), at("release"), at("deploy"), at("operate"), at("monitor")]).toEqual([
			"done",
			"done",
			"done",
			"done",
			"failed",
		]);
		await projectStations([nodes.first ?? ""]);
		const again = await db().loopProjection.findUniqueOrThrow({ where: { nodeId: nodes.first ?? "" } });
		expect(again.updatedAt).toEqual(stored.updatedAt);
	});
});
