import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureNode, link } from "#server/loop/link.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { itemAnswers, itemInclude } from "./item-row.ts";

let database: TestDatabase;
let placeId: string;
let itemId: string;

beforeAll(async () => {
	database = await createTestDatabase();
	const team = await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } });
	const about = { kind: "component", name: "checkout", title: "Checkout", type: "service", document: {} };
	const service = await db().entity.create({
		data: { ref: "component:default/checkout", ...about, observedAt: new Date() },
	});
	const environment = await db().environment.create({
		data: { name: "production", title: "Production", rank: 3, production: true },
	});
	const place = await db().serviceEnvironment.create({
		data: { serviceId: service.id, environmentId: environment.id, status: "healthy" },
	});
	const item = await db().item.create({
		data: {
			key: "PAY-1",
			number: 1,
			teamId: team.id,
			title: "a",
			type: "bug",
			priority: "high",
			state: "done",
			rank: "a",
		},
	});
	[placeId, itemId] = [place.id, item.id];
	await carry();
});
afterAll(() => database.drop());

/** PAY-1 ← a commit that the image "second" carries first; "first", "second", "third" follow each other. */
async function carry() {
	const observed = { observedAt: new Date(), createdAt: new Date() };
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/c", defaultBranch: "main", observedAt: new Date() },
	});
	const commit = await db().commit.create({
		data: {
			repositoryId: repository.id,
			...{ sha: "c".repeat(40), message: "PAY-1", authorName: "Ana", authoredAt: new Date(), parents: [], url: "u" },
		},
	});
	await transaction(async (tx) => {
		const evidence = { source: "git-ancestry" };
		const images: string[] = [];
		for (const digest of ["first", "second", "third"]) {
			const { id: artifactId } = await tx.artifact.create({ data: { digest, repository: "r", ...observed } });
			images.push(await ensureNode(tx, { kind: "artifact", key: digest, artifactId }, null));
		}
		const [first = "", second = "", third = ""] = images;
		const item = await ensureNode(tx, { kind: "item", key: "PAY-1", itemId }, null);
		const sha = await ensureNode(tx, { kind: "commit", key: commit.sha, commitId: commit.id }, null);
		await link(tx, { from: item, to: sha, kind: "implemented-by", evidence, confidence: "exact" });
		await link(tx, { from: sha, to: second, kind: "packaged-as", evidence, confidence: "derived" });
		await link(tx, { from: first, to: second, kind: "succeeded-by", evidence, confidence: "derived" });
		await link(tx, { from: second, to: third, kind: "succeeded-by", evidence, confidence: "derived" });
	});
}

async function whereItRuns(runningDigest: string) {
	await db().serviceEnvironment.update({ where: { id: placeId }, data: { runningDigest } });
	const rows = await db().item.findMany({ where: { id: itemId }, include: itemInclude });
	return (await itemAnswers(db(), rows)).flatMap(({ where }) => where.map(({ environment }) => environment));
}

it("says that an item runs where the image that carries it first, or one that succeeds it, runs", async () => {
	expect(await whereItRuns("second")).toEqual(["production"]);
	expect(await whereItRuns("third")).toEqual(["production"]);
});

it("takes an item out of an environment that went back to an image before it", async () => {
	expect(await whereItRuns("third")).toEqual(["production"]);
	expect(await whereItRuns("first")).toEqual([]);
});
