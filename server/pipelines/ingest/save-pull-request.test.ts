import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { ObservedPull } from "./observed.ts";
import { savePullRequest } from "./save-pull-request.ts";

let database: TestDatabase;
let repositoryId = "";
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const pull: ObservedPull = {
	...{ number: 4, title: "Gift cards", state: "open", draft: false, headRef: "gifts", headSha: "a1", baseRef: "main" },
	...{ mergeSha: null, labels: [], authorLogin: "ana", url: "https://git.test/4" },
	...{ createdAt: at(0), updatedAt: at(0), mergedAt: null, closedAt: null },
};

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const about = { slug: "almena/checkout", url: "https://git.test", defaultBranch: "main", observedAt: at(0) };
	repositoryId = (await db().repository.create({ data: about })).id;
}, 60_000);
afterAll(() => database?.drop());

const see = (change: Partial<ObservedPull>) =>
	transaction((tx) => savePullRequest(tx, { repositoryId, pull: { ...pull, ...change }, observedAt: at(0) }));
const told = async () => {
	const events = await db().loopEvent.findMany({
		where: { subjectKind: "pull-request" },
		orderBy: { occurredAt: "asc" },
	});
	return events.map(({ type, data }) => [type, (data as { labels?: string }).labels]);
};

describe("labels of a pull request", () => {
	it("are kept, and told when they change, once, whatever the order", async () => {
		await see({});
		await see({ labels: ["preview", "big"], updatedAt: at(1) });
		await see({ labels: ["preview", "big"], updatedAt: at(1) });
		await see({ labels: ["big", "preview"], updatedAt: at(2) });
		await see({ labels: [], updatedAt: at(1) });
		await see({ labels: ["big"], updatedAt: at(3) });
		expect(await told()).toEqual([
			["pull-request.opened", undefined],
			["pull-request.labeled", "preview, big"],
			["pull-request.labeled", "big"],
		]);
		expect(await db().pullRequest.findFirst()).toMatchObject({ labels: ["big"] });
	});
});
