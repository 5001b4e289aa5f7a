import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { inspectRollback } from "./inspect-rollback.ts";
import { migrationFiles } from "./migration-files.ts";

const digest = `sha256:${"a".repeat(64)}`;
/** An image for two platforms; the manifest of a third was never copied here. */
const index = `sha256:${"1".repeat(64)}`;
const part = (name: string) => `sha256:${name.padStart(64, "0")}`;
const image = (...layers: string[]) => ({
	config: { digest: part(`c${layers[0]}`) },
	layers: [...layers.map((name) => ({ digest: part(name) })), { digest: part("f0"), urls: ["https://elsewhere.test"] }],
});
const platform = (os: string, architecture: string) => ({ platform: { os, architecture } });
const manifests = new Map<string, object>([
	[digest, image("a1", "a2")],
	[part("d1"), image("b1", "b2")],
	[part("d2"), image("b1", "b3")],
	[
		index,
		{
			manifests: [
				{ digest: part("d1"), ...platform("linux", "amd64") },
				{ digest: part("d2"), ...platform("linux", "arm64") },
				{ digest: part("d3"), ...platform("linux", "s390x") },
				{ digest: part("d4"), ...platform("unknown", "unknown") },
			],
		},
	],
]);
/** Layers that the registry lost, those that lie in a store, and what it answers about any instead. */
let lost: string[] = [];
let stored: string[] = [];
let aboutParts = 0;
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
		const { method, url = "" } = request;
		asked.push(`${method} ${url}`);
		const named = decodeURIComponent(url.split("/").at(-1) ?? "");
		const send = (status: number, body: object = {}, headers = {}) => {
			response.writeHead(broken || status, { "content-type": "application/json", ...headers });
			response.end(method === "HEAD" ? undefined : JSON.stringify(body));
		};
		if (url.includes("/compare/")) return send(200, { message: "m", files: changed.map((filename) => ({ filename })) });
		const manifest = manifests.get(named);
		if (url.startsWith("/v2/almena/checkout/manifests/")) return manifest ? send(200, manifest) : send(404);
		if (stored.includes(named)) return send(307, {}, { location: "https://store.test/signed" });
		send(aboutParts || (lost.includes(named) ? 404 : 200));
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
	[lost, stored, aboutParts] = [[], [], 0];
	head = String(++tests).padStart(40, "c");
});

const look = (one = digest) => {
	const repository = `${new URL(outside.url).host}/almena/checkout`;
	return inspectRollback({
		image: { repository, digest: one },
		commits: { slug: "almena/checkout", base, head },
		held: null,
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
		expect(await inspectRollback({ image, commits: null, held: null })).toEqual({
			...{ image: "unconnected", missing: [], values: { state: "unnoted", changed: [] } },
			migrations: { state: "unknown", paths: [] },
		});
		expect(asked).toEqual([]);
	});
});

describe("looking for the parts of an image whose manifest is there", () => {
	const layer = (name: string, platform: string | null) => ({ digest: part(name), kind: "layer", platform });

	it("names what a pull would not find, and downloads nothing", async () => {
		manifests.set(part("e1"), image("91", "92", "93"));
		lost = [part("92"), part("c91")];
		expect(await look(part("e1"))).toMatchObject({
			...{ image: "incomplete", missing: [{ digest: part("c91"), kind: "config" }, layer("92", null)] },
		});
		const parts = asked.filter((one) => one.includes("/blobs/"));
		expect(parts).toHaveLength(4);
		expect(parts.every((one) => one.startsWith("HEAD "))).toBe(true);
	});

	it("looks at every platform that is there, once at what they share, and says whose part is missing", async () => {
		lost = [part("b3")];
		expect(await look(index)).toMatchObject({ image: "incomplete", missing: [layer("b3", "linux/arm64")] });
		expect(asked.filter((one) => one.endsWith(part("b1")))).toHaveLength(1);
	});

	it("takes a registry's word that a part lies in its store, without going there", async () => {
		manifests.set(part("e2"), image("94"));
		stored = [part("94")];
		expect(await look(part("e2"))).toMatchObject({ image: "there", missing: [] });
	});

	it("does not say that an image is whole when nobody answers about its parts", async () => {
		manifests.set(part("e3"), image("95"));
		aboutParts = 500;
		expect(await look(part("e3"))).toMatchObject({ image: "unlisted", missing: [] });
		aboutParts = 0;
		expect(await look(part("e3"))).toMatchObject({ image: "there" });
	});

	it("asks for the parts of a whole image once in a while only, for its manifest always", async () => {
		manifests.set(part("e4"), image("96"));
		await look(part("e4"));
		asked = [];
		expect(await look(part("e4"))).toMatchObject({ image: "there" });
		expect(asked.filter((one) => one.startsWith("HEAD "))).toEqual([
			`HEAD /v2/almena/checkout/manifests/${encodeURIComponent(part("e4"))}`,
		]);
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
