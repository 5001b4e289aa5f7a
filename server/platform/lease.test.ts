import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "./database.ts";
import { holderId, takeLease, whileHolding } from "./lease.ts";
import { presenceClass } from "./presence.ts";
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
		// It loads its modules while everything else starts too.
		timeout: 60_000,
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
		// It would run out after 15 s.
		await vi.waitFor(async () => expect(await takeLease("work")).toBe(true), { timeout: 8_000, interval: 50 });
	});

	it("of a holder that keeps no presence is free when it has run out, not before", async () => {
		const until = (seconds: number) => new Date(Date.now() + seconds * 1_000);
		await db().lease.create({ data: { name: "work", holder: "somebody", until: until(60) } });
		expect(await takeLease("work")).toBe(false);
		await db().lease.update({ where: { name: "work" }, data: { until: until(-1) } });
		expect(await takeLease("work")).toBe(true);
	});
});

const soon = { timeout: 5_000, interval: 20 };
/** Statements that wait for somebody else's lock; a lease is asked for again as soon as presence is kept. */
const waiting = async () => {
	const [row] = await db().$queryRaw<{ count: number }[]>`
		select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
	return row?.count;
};
const presences = async () => {
	const [row] = await db().$queryRaw<{ count: number }[]>`
		select count(*)::int as count from pg_locks where locktype = 'advisory' and granted
			and database = (select oid from pg_database where datname = current_database())
			and classid = ${presenceClass}::oid`;
	return row?.count ?? 0;
};
const untilAborted = (signal: AbortSignal) => once(signal, "abort").then(() => {});

/** The lease "work" of somebody who is gone, whose row cannot be taken while `meanwhile` runs. */
async function whileRowIsLocked(meanwhile: () => Promise<void>): Promise<void> {
	await db().lease.create({ data: { name: "work", holder: "somebody", until: new Date(0) } });
	await db().$transaction(
		async (tx) => {
			await tx.$queryRaw`select name from "Lease" where name = 'work' for update`;
			await meanwhile();
		},
		{ timeout: 10_000 },
	);
}

describe("work under a lease", () => {
	it("does not begin when it was stopped while the lease was being asked for, and leaves it to others", async () => {
		let begun = 0;
		let stopping: Promise<void> | undefined;
		await whileRowIsLocked(async () => {
			const stop = whileHolding("work", null, async (signal) => {
				begun++;
				await untilAborted(signal);
			});
			await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), soon);
			stopping = stop();
		});
		await stopping;
		await vi.waitFor(async () => expect(await waiting()).toBe(0), soon);
		expect(begun).toBe(0);
		expect(await db().lease.findMany({ where: { holder: holderId } })).toEqual([]);
	});

	it("does not begin by an answer to what was asked before presence was lost, since others may go on with it", async () => {
		const stops: (() => Promise<void>)[] = [];
		let presentAtStart: number | undefined;
		let otherEnded = false;
		stops.push(
			whileHolding("other", null, async (signal) => {
				await untilAborted(signal);
				otherEnded = true;
			}),
		);
		await vi.waitFor(async () => expect(await db().lease.count({ where: { name: "other", present: true } })).toBe(1), {
			timeout: 10_000,
		});
		await whileRowIsLocked(async () => {
			stops.push(
				whileHolding("work", null, async (signal) => {
					presentAtStart ??= await presences();
					await untilAborted(signal);
				}),
			);
			await vi.waitFor(async () => expect(await waiting()).toBeGreaterThan(0), soon);
			await db().$queryRaw`
				select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
					and database = (select oid from pg_database where datname = current_database())
					and classid = ${presenceClass}::oid`;
			await vi.waitFor(() => expect(otherEnded).toBe(true), soon);
		});
		await vi.waitFor(() => expect(presentAtStart).toBeDefined(), { timeout: 10_000 });
		expect(presentAtStart).toBe(1);
		await Promise.all(stops.map((stop) => stop()));
	}, 30_000);
});
