import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { inspectRollback } from "./inspect-rollback.ts";
import { migrationFiles } from "./migration-files.ts";

const digest = `sha256:${"a".repeat(64)}`;
const base = "b".repeat(40);
/** Another commit for each test. */
let head = "c".repeat(40);
let tests = 0;
let database: TestDatabase;
let outside: Answering;
/** What GitHub says has changed, what both answer instead when they are broken, and what they were asked. */
let changed: string[] = [];
let broken = 0;
let asked: string[] = [];

beforeAll(async () => {
	database = await createTestDatabase("worker");
	outside = await answerWith((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		const compares = request.url?.includes("/compare/");
		const known = compares || request.url === `/v2/almena/checkout/manifests/${encodeURIComponent(digest)}`;
		response.writeHead(broken || (known ? 200 : 404), { "content-type": "application/json" });
		const files = changed.map((filename) => ({ filename }));
		response.end(request.method === "HEAD" ? undefined : JSON.stringify({ message: "m", files }));
	});
	process.env.GITHUB_TOKEN = "a-token";
	const common = { url: outside.url, source: "configuration" };
	await db().connection.create({ data: { kind: "github", name: "almena", ...common } });
	await db().connection.create({ data: { kind: "registry", name: "registry", ...common } });
}, 60_000);
afterAll(async () => {
	await outside?.close();
	await database?.drop();
});
beforeEach(() => {
	[changed, broken, asked] = [[], 0, []];
	head = String(++tests).padStart(40, "c");
});

const look = (one = digest) => {
	const repository = `${new URL(outside.url).host}/almena/checkout`;
	return inspectRollback({
		image: { repository, digest: one },
		commits: { slug: "almena/checkout", base, head },
	});
};

describe("looking for the image of a way back", () => {
	it("asks the registry for its manifest, not for a tag that may have moved", async () => {
		expect(await look()).toMatchObject({ image: "there" });
		expect(asked).toContain(`HEAD /v2/almena/checkout/manifests/${encodeURIComponent(digest)}`);
	});

	it("says that it is gone only when the registry says so", async () => {
		expect(await look(`sha256:${"f".repeat(64)}`)).toMatchObject({ image: "gone" });
		[broken, head] = [503, "d".repeat(40)];
		expect(await look()).toMatchObject({ image: "away", migrations: { state: "away", paths: [] } });
	});

	it("asks no registry that nobody connected", async () => {
		const image = { repository: "docker.io/library/postgres", digest };
		expect(await inspectRollback({ image, commits: null })).toEqual({
			image: "unconnected",
			migrations: { state: "unknown", paths: [] },
		});
		expect(asked).toEqual([]);
	});
});

describe("looking for migrations on the way back", () => {
	it("names those among the files that GitHub says have changed", async () => {
		changed = ["src/index.ts", "prisma/migrations/2_cards/migration.sql"];
		expect((await look()).migrations).toEqual({
			...{ state: "known", paths: ["prisma/migrations/2_cards/migration.sql"] },
		});
		expect(asked).toContain(`GET /repos/almena/checkout/compare/${base}...${head}?per_page=1`);
	});

	it("asks GitHub once for two commits, however often a page looks", async () => {
		changed = ["db/migrate/1.sql"];
		const first = await look();
		expect((await look()).migrations).toEqual(first.migrations);
		expect(asked.filter((one) => one.includes("/compare/"))).toHaveLength(1);
	});

	it("does not say there are none when there are more files than GitHub lists", async () => {
		changed = Array.from({ length: 300 }, (_, index) => `src/${index}.ts`);
		expect((await look()).migrations).toEqual({ state: "unlisted", paths: [] });
	});

	it.each([
		["db/migrate/20260101_add_cards.rb", true],
		["src/main/resources/db/migration/V2__cards.sql", true],
		["shop/migrations/0002_cards.py", true],
		["alembic/versions/ab12_cards.py", true],
		["prisma/migrations/migration_lock.toml", false],
		["docs/migrations/how-to.sql", false],
		["src/migrations.ts", false],
		["src/immigration/form.ts", false],
	])("%s is one: %s", (path, is) => {
		expect(migrationFiles([path])).toEqual(is ? [path] : []);
	});
});
