import { afterAll, beforeAll, expect, it } from "vitest";
import { GitHubClient } from "#server/connectors/github/github-client.ts";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { syncPulls } from "./sync-repository.ts";

let database: TestDatabase;
let github: Answering;
/** The pull requests of the repository by number: when they changed, and whether they are merged. */
const pulls = new Map<number, { at: string; merged: boolean }>();

beforeAll(async () => {
	database = await createTestDatabase("worker");
	github = await answerWith(({ url = "" }, response) => {
		const found = [...pulls].sort((a, b) => (a[1].at < b[1].at ? 1 : -1));
		const body = url.includes("/commits") ? [] : found.map(pullJson);
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
	});
});
afterAll(async () => {
	await github.close();
	await database.drop();
});

const pullJson = ([number, { at, merged }]: [number, { at: string; merged: boolean }]) => ({
	...{ id: number, number, title: "Deploy", state: merged ? "closed" : "open", draft: false, user: { login: "lazo" } },
	...{ html_url: `https://git.test/${number}`, created_at: "2026-11-01T00:00:00Z", updated_at: at },
	...{ merged_at: merged ? at : null, closed_at: merged ? at : null, merge_commit_sha: null, labels: [] },
	...{ head: { ref: "lazo/x", sha: "a".repeat(40) }, base: { ref: "main", sha: "b".repeat(40) } },
});

it("finds the merge of a pull request whose webhook was lost, behind one whose webhook came", async () => {
	const about = { slug: "almena/env", url: "https://git.test/almena/env", externalId: 1n, defaultBranch: "main" };
	const repository = await db().repository.create({ data: { ...about, observedAt: new Date() } });
	const client = new GitHubClient({
		...{ connectionId: repository.id, url: github.url, organisation: "almena" },
		credential: { kind: "token", token: "t" },
	});
	pulls.set(1, { at: "2026-11-01T01:00:00Z", merged: false }).set(2, { at: "2026-11-01T02:00:00Z", merged: false });
	await syncPulls(client, repository, new Date());
	pulls.set(1, { at: "2026-11-01T03:00:00Z", merged: true }).set(2, { at: "2026-11-01T04:00:00Z", merged: true });
	// Only the newer of the two merges was told by GitHub.
	await db().pullRequest.updateMany({
		where: { number: 2 },
		data: { state: "merged", updatedAt: new Date("2026-11-01T04:00:00Z") },
	});
	await syncPulls(client, repository, new Date());
	expect(await db().pullRequest.findFirst({ where: { number: 1 } })).toMatchObject({ state: "merged" });
});
