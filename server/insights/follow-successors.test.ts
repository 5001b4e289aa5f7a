import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { getThread } from "./get-thread.ts";
import { projectStationsReaction } from "./project-stations.ts";
import { railSchema, type Station, type StationName, stationNames } from "./schema.ts";

const actor = automation("test");
const evidence = { source: "git-ancestry" };
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
let database: TestDatabase;
let service: string;
let place: string;
const environments: Record<string, string> = {};
const images: { node: string; id: string }[] = [];

/** Four images that follow each other, each with the commit of one item: PAY-1 in v1 … PAY-4 in v4. */
beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	const about = { kind: "component", name: "checkout", title: "Checkout", type: "service", document: {} };
	const observedAt = new Date();
	service = (await db().entity.create({ data: { ref: "component:default/checkout", ...about, observedAt } })).id;
	for (const [rank, name] of ["staging", "production"].entries())
		environments[name] = (await db().environment.create({ data: { name, title: name, rank, production: true } })).id;
	const data = { serviceId: service, environmentId: environments.production ?? "", status: "healthy" };
	place = (await db().serviceEnvironment.create({ data })).id;
	const { id: repositoryId } = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/c", defaultBranch: "main", observedAt },
	});
	for (const number of [1, 2, 3, 4]) await carry(number, { teamId: team.id, repositoryId });
});
afterAll(() => database.drop());

async function carry(number: number, { teamId, repositoryId }: { teamId: string; repositoryId: string }) {
	const key = `PAY-${number}`;
	const item = { key, number, teamId, title: key, type: "bug", priority: "high", state: "done", rank: "a" };
	const { id: itemId } = await db().item.create({ data: item });
	const sha = `${number}`.repeat(40);
	const written = { message: "m", authorName: "Ana", authoredAt: day(1), parents: [], url: "u" };
	const commit = await db().commit.create({ data: { repositoryId, sha, ...written } });
	const { id } = await db().artifact.create({
		data: { digest: `v${number}`, repository: "r", serviceId: service, createdAt: day(1), observedAt: day(1) },
	});
	await transaction(async (tx) => {
		const from = await ensureNode(tx, { kind: "item", key, itemId }, service);
		const to = await ensureNode(tx, { kind: "commit", key: sha, commitId: commit.id }, service);
		const node = await ensureNode(tx, { kind: "artifact", key: `v${number}`, artifactId: id }, service);
		const before = images.at(-1)?.node;
		await link(tx, { from, to, kind: "implemented-by", evidence, confidence: "exact" });
		await link(tx, { from: to, to: node, kind: "packaged-as", evidence, confidence: "exact" });
		if (before) await link(tx, { from: before, to: node, kind: "succeeded-by", evidence, confidence: "derived" });
		images.push({ node, id });
	});
}

/** A deployment of an image, and the projections after the event that tells of it. */
async function deployed(version: number, { at, status = "succeeded" }: { at: number; status?: string }) {
	const image = images[version - 1];
	const { id } = await db().deployment.create({
		data: {
			...{ serviceId: service, environmentId: environments.production ?? "", kind: "deploy", status },
			...{ digest: `v${version}`, image: "r", artifactId: image?.id ?? null, actor: { kind: "person", id: "ana" } },
			requestedAt: day(at),
		},
	});
	await transaction(async (tx) => {
		const to = await ensureNode(tx, { kind: "deployment", key: id, deploymentId: id }, service);
		await link(tx, { from: image?.node ?? "", to, kind: "deployed-as", evidence, confidence: "exact" });
		await recordEvent(tx, { type: "deployment.succeeded", actor, subject: { kind: "deployment", id } });
	});
	await reactToLast();
	return id;
}

async function reactToLast() {
	await projectStationsReaction.react(await db().loopEvent.findFirstOrThrow({ orderBy: { id: "desc" } }));
}

const at = (stations: Station[], name: StationName) => stations[stationNames.indexOf(name)];
async function stored(key: string): Promise<Station[]> {
	const row = await db().loopProjection.findFirst({ where: { node: { kind: "item", key } } });
	return row ? railSchema.parse(row.stations) : [];
}
const fresh = async (key: string) => (await getThread(actor, { kind: "item", id: key })).stations;

it("an item whose own image was skipped is deployed with the image that succeeds it, on the board as on its thread", async () => {
	await deployed(1, { at: 2 });
	expect(at(await fresh("PAY-2"), "deploy")?.state).toBe("none");
	const third = await deployed(3, { at: 3 });
	for (const key of ["PAY-1", "PAY-2", "PAY-3"]) {
		expect(at(await stored(key), "deploy")).toMatchObject({ state: "done", evidence: [{ id: third }] });
		expect(await stored(key)).toEqual(await fresh(key));
	}
	expect(at(await fresh("PAY-4"), "deploy")?.state).toBe("none");
});

it("the latest deployment speaks, also when it failed; one that was overtaken does not", async () => {
	const failed = await deployed(4, { at: 4, status: "failed" });
	await deployed(4, { at: 5, status: "superseded" });
	expect(at(await fresh("PAY-2"), "deploy")).toMatchObject({ state: "failed", evidence: [{ id: failed }] });
	expect(at(await stored("PAY-3"), "deploy")).toMatchObject({ state: "failed" });
	const back = await deployed(3, { at: 6 });
	expect(at(await stored("PAY-3"), "deploy")).toMatchObject({ state: "done", evidence: [{ id: back }] });
	expect(at(await stored("PAY-4"), "deploy")).toMatchObject({ state: "failed", evidence: [{ id: failed }] });
});

it("goes back to the last image that stood there and no further", async () => {
	const first = await stored("PAY-1");
	await deployed(4, { at: 7 });
	expect(at(await stored("PAY-3"), "deploy")?.at).toBe(day(7).toISOString());
	expect(await stored("PAY-1")).toEqual(first);
});

it("an item operates where a later image runs, and no more once that went back to one before it", async () => {
	const moved = async (before: string | null, digest: string) => {
		await db().serviceEnvironment.update({ where: { id: place }, data: { runningDigest: digest } });
		const subject = { kind: "service-environment", id: place };
		const data = { before: { status: "healthy", digest: before }, after: { status: "healthy", digest } };
		await transaction((tx) => recordEvent(tx, { type: "service-environment.changed", actor, subject, data }));
		await reactToLast();
	};
	await moved(null, "v4");
	expect(at(await stored("PAY-3"), "operate")).toMatchObject({ state: "done", evidence: [{ kind: "artifact" }] });
	await moved("v4", "v2");
	expect(at(await stored("PAY-3"), "operate")?.state).toBe("none");
	expect(at(await stored("PAY-2"), "operate")?.state).toBe("done");
});

it("an image's own rail stays with that image", async () => {
	const { stations } = await getThread(actor, { kind: "artifact", id: "v2" });
	expect(at(stations, "deploy")?.state).toBe("none");
});

it("joints that arrive late bring the items of earlier images up to date", async () => {
	const followed = { fromId: images[1]?.node ?? "", toId: images[2]?.node ?? "", kind: "succeeded-by" };
	await db().loopEdge.delete({ where: { fromId_toId_kind: followed } });
	const late = async (nodeId: string) => {
		await transaction((tx) => tellTied(tx, nodeId));
		await reactToLast();
	};
	await late(images[1]?.node ?? "");
	expect(at(await stored("PAY-2"), "deploy")?.state).toBe("none");
	await db().loopEdge.create({ data: { ...followed, evidence, confidence: "derived" } });
	await late(images[2]?.node ?? "");
	expect(at(await stored("PAY-2"), "deploy")?.state).toBe("done");
	expect(await stored("PAY-2")).toEqual(await fresh("PAY-2"));
});

it("many events at once lead to what they lead to one by one", async () => {
	await db().loopProjection.deleteMany();
	await projectStationsReaction.reactToAll?.(await db().loopEvent.findMany({ orderBy: { id: "asc" } }));
	for (const key of ["PAY-1", "PAY-2", "PAY-3", "PAY-4"]) expect(await stored(key)).toEqual(await fresh(key));
});
