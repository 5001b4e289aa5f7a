import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db, pool } from "./database.ts";
import { log } from "./log.ts";
import { keepPresence, presenceClass } from "./presence.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
});
afterAll(() => database?.drop());

const waiting = async () => {
	const [row] = await db().$queryRaw<{ count: number }[]>`
		select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
	return row?.count;
};

it("is asked for again while Postgres has not given up a lost connection, without leaving backends that wait", async () => {
	const lost = await pool().connect();
	await lost.query("select pg_advisory_lock($1, hashtext($2))", [presenceClass, "this process"]);
	const warned = vi.spyOn(log, "warn");
	const presence = keepPresence("this process", () => {});
	await vi.waitFor(() => expect(warned).toHaveBeenCalled(), { timeout: 10_000 });
	expect(await waiting()).toBe(0);
	expect(presence.kept).toBe(false);
	await lost.query("select pg_advisory_unlock_all()");
	lost.release();
	await vi.waitFor(() => expect(presence.kept).toBe(true), { timeout: 10_000 });
	await presence.close();
}, 30_000);
