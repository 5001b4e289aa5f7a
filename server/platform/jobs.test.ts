import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { db } from "./database.ts";
import { defineQueue, enqueue, startJobs, stopJobs, workQueue } from "./jobs.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { transaction } from "./transaction.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase();
	await startJobs(true);
});
afterAll(async () => {
	await stopJobs();
	await database?.drop();
});

const payload = z.object({ index: z.number() });

describe("a queue", () => {
	it("is worked to its end without a pause, also what came while all were busy", async () => {
		const queue = defineQueue({ name: "test-many", payload });
		const done: number[] = [];
		await workQueue(queue, async ({ index }) => void done.push(index));
		await transaction(async (tx) => {
			for (let index = 0; index < 40; index++) await enqueue(tx, queue, { data: { index } });
		});
		await vi.waitFor(() => expect(new Set(done).size).toBe(40), { timeout: 20_000, interval: 50 });
		expect(done).toHaveLength(40);
	}, 30_000);

	it("is tried again when a job fails, and keeps what failed for good or cannot be read", async () => {
		const queue = defineQueue({ name: "test-failing", payload, retryLimit: 1 });
		let tries = 0;
		await workQueue(queue, async () => {
			tries++;
			throw new Error("the outside is away");
		});
		await transaction((tx) => enqueue(tx, queue, { data: { index: 1 } }));
		const buried = () => db().failedJob.findFirst({ where: { queue: queue.name } });
		await vi.waitFor(async () => expect(await buried()).toMatchObject({ reason: "the outside is away" }), {
			timeout: 20_000,
			interval: 100,
		});
		expect(tries).toBe(2);
	}, 30_000);
});
