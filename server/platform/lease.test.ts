import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "./database.ts";
import { takeLease } from "./lease.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

const root = resolve(import.meta.dirname, "../..");
const program = `
	import { whileHolding } from "#server/platform/lease.ts";
	whileHolding("work", null, () => new Promise(() => {}));
`;
let database: TestDatabase;
let holder: ChildProcess | undefined;

beforeAll(async () => {
	database = await createTestDatabase();
});
afterEach(async () => {
	holder?.kill("SIGKILL");
	await db().lease.deleteMany();
});
afterAll(() => database?.drop());

/** Another process that holds the lease "work", present as soon as its connection stands. */
async function anotherHolds(): Promise<ChildProcess> {
	const env = { ...process.env, DATABASE_URL: database.url };
	holder = spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: root, env, stdio: "inherit" });
	await vi.waitFor(async () => expect(await db().lease.findFirst()).toMatchObject({ present: true }), {
		timeout: 15_000,
		interval: 50,
	});
	return holder;
}

describe("a lease", () => {
	it("is another's as long as its process lives", async () => {
		await anotherHolds();
		expect(await takeLease("work")).toBe(false);
	});

	it("is free as soon as its holder has been killed, long before it runs out", async () => {
		const other = await anotherHolds();
		const gone = once(other, "exit");
		other.kill("SIGKILL");
		await gone;
		await vi.waitFor(async () => expect(await takeLease("work")).toBe(true), { timeout: 2_000, interval: 50 });
	});

	it("of a holder that keeps no presence is free when it has run out, not before", async () => {
		const until = (seconds: number) => new Date(Date.now() + seconds * 1_000);
		await db().lease.create({ data: { name: "work", holder: "somebody", until: until(60) } });
		expect(await takeLease("work")).toBe(false);
		await db().lease.update({ where: { name: "work" }, data: { until: until(-1) } });
		expect(await takeLease("work")).toBe(true);
	});
});
