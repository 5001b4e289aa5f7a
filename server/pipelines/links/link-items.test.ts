import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { ObservedCommit } from "../ingest/observed.ts";
import { saveCommits } from "../ingest/save-commits.ts";
import { linkPullCommits, savePullRequest } from "../ingest/save-pull-request.ts";
import { linkCommitsToItem } from "./link-commits-to-item.ts";

let database: TestDatabase;
let repositoryId: string;
let teamId: string;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const data = {
		slug: "almena/checkout",
		url: "https://git.test/almena/checkout",
		defaultBranch: "main",
		observedAt: new Date(),
	};
	repositoryId = (await db().repository.create({ data })).id;
	teamId = (await db().team.create({ data: { name: "payments", title: "Payments", itemKey: "PAY" } })).id;
});
afterAll(() => database.drop());

const item = async (number: number) => {
	const about = { title: "Gift cards", type: "feature", priority: "medium", state: "todo", rank: `a${number}` };
	return (await db().item.create({ data: { key: `PAY-${number}`, number, teamId, labels: [], ...about } })).id;
};
const commit = (sha: string, message: string, branch: string | null = null) => {
	const at = new Date("2026-11-01T10:00:00Z");
	const observed: ObservedCommit = {
		sha,
		message,
		authorName: "Ana",
		authorLogin: "ana",
		authoredAt: at,
		pushedAt: at,
		parents: [],
		url: "https://git.test/c",
	};
	return transaction((tx) => saveCommits(tx, { repositoryId, commits: [observed], branch }));
};
const ties = async (key: string) => {
	const edges = await db().loopEdge.findMany({ where: { from: { kind: "item", key } }, include: { to: true } });
	return edges.map(({ to, confidence }) => [to.kind, to.key, confidence]).sort();
};

describe("items and commits find each other", () => {
	it("when the item was there first", async () => {
		await item(1);
		await commit("a1", "PAY-1: gift cards");
		await commit("a2", "tidy up", "PAY-1-gift-cards");
		expect(await ties("PAY-1")).toEqual([
			["commit", "a1", "exact"],
			["commit", "a2", "derived"],
		]);
	});

	it("when the commit was there first, and only by the whole key", async () => {
		await commit("b1", "Fixes PAY-2");
		await commit("b2", "PAY-21 is another one");
		const itemId = await item(2);
		await transaction((tx) => linkCommitsToItem(tx, itemId, "PAY-2"));
		await transaction((tx) => linkCommitsToItem(tx, itemId, "PAY-2"));
		expect(await ties("PAY-2")).toEqual([["commit", "b1", "exact"]]);
		const node = await db().loopNode.findFirstOrThrow({ where: { itemId } });
		expect(await db().loopEvent.count({ where: { type: "loop.tied", subjectId: node.id } })).toBe(1);
	});

	it("through a pull request, by its title", async () => {
		await item(3);
		await commit("c1", "first try");
		const at = new Date("2026-11-01T10:00:00Z");
		const pull = {
			number: 4,
			title: "PAY-3: totals",
			state: "merged" as const,
			draft: false,
			headRef: "x",
			headSha: "c1",
			baseRef: "main",
			mergeSha: "c1",
			labels: [],
			authorLogin: "ana",
			url: "https://git.test/4",
			createdAt: at,
			mergedAt: at,
			closedAt: at,
			updatedAt: at,
		};
		const { id } = await transaction((tx) => savePullRequest(tx, { repositoryId, pull, observedAt: at }));
		await transaction((tx) => linkPullCommits(tx, id, ["c1", "unknown"]));
		expect(await ties("PAY-3")).toEqual([["pull-request", "almena/checkout#4", "exact"]]);
		const contained = await db().loopEdge.findMany({
			where: { from: { key: "almena/checkout#4" } },
			include: { to: true },
		});
		expect(contained.map(({ kind, to }) => [kind, to.key])).toEqual([["contains", "c1"]]);
	});
});
