import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db } from "./database.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { withLock } from "./with-lock.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase("worker");
});
afterAll(() => database.drop());

const held = async () => {
	const [row] = await db().$queryRaw<{ count: bigint }[]>`
		select count(*) from pg_locks where locktype = 'advisory' and database =
			(select oid from pg_database where datname = current_database())`;
	return Number(row?.count);
};

it("lets one in at a time, and the next when it is through, also after an error", async () => {
	const before = await held();
	const entered = await withLock("a", async () => {
		expect(await withLock("a", async () => {})).toBe(false);
		expect(await withLock("b", async () => {})).toBe(true);
	});
	expect(entered).toBe(true);
	await expect(withLock("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
	expect(await withLock("a", async () => {})).toBe(true);
	expect(await held()).toBe(before);
});

it("gives no connection back that may still hold it", async () => {
	const before = await held();
	const done = withLock("a", async () => {
		// As when the database restarts in the middle of it: the connection that holds the lock ends.
		await db().$executeRaw`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'
			and database = (select oid from pg_database where datname = current_database())
			and pid <> pg_backend_pid() and objid = (hashtextextended('a', 7120502) & 4294967295)::oid`;
		await vi.waitFor(async () => expect(await held()).toBe(before), 10_000);
	});
	await expect(done).resolves.toBe(true);
	expect(await held()).toBe(before);
	expect(await withLock("a", async () => {})).toBe(true);
});
