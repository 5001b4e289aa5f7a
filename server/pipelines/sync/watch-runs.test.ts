import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { watchRuns } from "./watch-runs.ts";

let database: TestDatabase;
let github: Answering;

beforeAll(async () => {
	process.env.GITHUB_TOKEN = "t";
	database = await createTestDatabase("worker");
	github = await answerWith(({ url = "" }, response) => {
		const status = url.includes("/closed/") ? 403 : 404;
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message: "No" }));
	});
	await db().connection.create({ data: { kind: "github", name: "almena", url: github.url, source: "configuration" } });
});
afterAll(async () => {
	await github?.close();
	await database?.drop();
});

async function makeRun(repository: string, externalId: bigint) {
	const at = new Date();
	const slug = `almena/${repository}`;
	const about = { url: "u", defaultBranch: "main", externalId, observedAt: at, syncedAt: at };
	const { id: repositoryId } = await db().repository.upsert({
		where: { slug },
		create: { slug, ...about },
		update: {},
	});
	return db().run.create({
		data: {
			...{ repositoryId, externalId, attempt: 1, number: 1, name: "flush", headSha: "a".repeat(40) },
			...{ event: "push", url: "u", status: "in_progress", createdAt: at, updatedAt: at, observedAt: at },
		},
	});
}

it("runs that GitHub does not let Lazo read keep no others from being looked at", async () => {
	for (let externalId = 1n; externalId <= 4n; externalId++) await makeRun("closed", externalId);
	const { id } = await makeRun("open", 20n);
	const stop = new AbortController();
	const watching = watchRuns(stop.signal);
	await vi.waitFor(
		async () => expect(await db().run.findUnique({ where: { id } })).toMatchObject({ status: "completed" }),
		{
			...{ timeout: 20_000, interval: 100 },
		},
	);
	stop.abort();
	await watching;
	expect(await db().run.count({ where: { status: "in_progress" } })).toBe(4);
}, 30_000);
