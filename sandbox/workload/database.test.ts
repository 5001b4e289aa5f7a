import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeFaults } from "../faults.ts";
import { Database, PoolTimeout } from "./database.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "database-"));
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
	rmSync(folder, { recursive: true });
});

/** How many of so many queries at once succeed, and the most connections they held. */
async function ask(database: Database, queries: number) {
	const results = Promise.allSettled(Array.from({ length: queries }, () => database.query(20)));
	const inUse = database.inUse;
	await vi.runAllTimersAsync();
	const failures = (await results).filter((result) => result.status === "rejected");
	return { inUse, failures: failures.map((failure) => failure.reason) };
}

describe("Database", () => {
	it("serves a burst larger than its pool, one after the other", async () => {
		const database = new Database("orders-db", join(folder, "faults.json"));
		expect(await ask(database, 25)).toEqual({ inUse: 10, failures: [] });
		expect(database.inUse).toBe(0);
	});

	it("saturates its pool while it is slow, turns late callers away, and recovers when mended", async () => {
		const database = new Database("orders-db", join(folder, "faults.json"));
		writeFaults(folder, [{ fault: "slow-database", target: "orders-db" }]);
		const slow = await ask(database, 9);
		expect(slow.inUse).toBe(database.max);
		expect(slow.failures.length).toBeGreaterThanOrEqual(3);
		expect(slow.failures[0]).toBeInstanceOf(PoolTimeout);
		vi.advanceTimersByTime(1100);
		writeFaults(folder, []);
		expect(await ask(database, 9)).toEqual({ inUse: 9, failures: [] });
	});

	it("does not care about other databases", async () => {
		writeFaults(folder, [{ fault: "slow-database", target: "payments-db" }]);
		const database = new Database("orders-db", join(folder, "faults.json"));
		expect((await ask(database, 9)).inUse).toBe(9);
	});
});
