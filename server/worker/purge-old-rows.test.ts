import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { missedSince } from "#server/platform/live/feed.ts";
import { sequenceOnce } from "#server/platform/live/sequencer.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { purgeOldRows } from "./purge-old-rows.ts";

let database: TestDatabase;
beforeAll(async () => {
	database = await createTestDatabase("worker");
});
afterAll(() => database.drop());

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour);
const purge = () => purgeOldRows(new AbortController().signal, 2);

it("deletes live changes after an hour in batches, but never the newest nor one without a place", async () => {
	const keys = ["a", "b", "c", "d", "e"];
	await db().liveChange.createMany({ data: keys.map((key) => ({ key, at: ago(2) })) });
	await sequenceOnce();
	await db().liveChange.create({ data: { key: "unplaced", at: ago(2) } });
	const [first] = await db().liveChange.findMany({ orderBy: { id: "asc" }, take: 1 });
	expect(await purge()).toBe(4);
	const left = await db().liveChange.findMany({ orderBy: { id: "asc" } });
	expect(left.map(({ key }) => key)).toEqual(["e", "unplaced"]);
	expect(await missedSince(first?.position ?? 0n)).toBeNull();
});

it("deletes cluster events that were not seen for a week", async () => {
	const connection = await db().connection.create({
		data: { kind: "kubernetes", name: "harbor", url: "https://k.test", source: "settings" },
	});
	const about = { connectionId: connection.id, namespace: "n", involvedKind: "Pod", involvedName: "p", type: "Normal" };
	const event = (uid: string, lastAt: Date) => ({
		...about,
		uid,
		reason: "r",
		message: "m",
		firstAt: ago(900),
		lastAt,
	});
	await db().clusterEvent.createMany({ data: [event("old", ago(24 * 8)), event("repeated", ago(24 * 6))] });
	expect(await purge()).toBe(1);
	expect((await db().clusterEvent.findMany()).map(({ uid }) => uid)).toEqual(["repeated"]);
});

it("deletes webhook deliveries a month after they were taken in, and none that was not", async () => {
	const delivery = (deliveryId: string, days: number, taken: boolean) => {
		const receivedAt = ago(24 * days);
		return {
			source: "github",
			deliveryId,
			event: "push",
			payload: {},
			receivedAt,
			processedAt: taken ? receivedAt : null,
		};
	};
	const rows = [delivery("old", 31, true), delivery("stuck", 31, false), delivery("recent", 29, true)];
	await db().webhookDelivery.createMany({ data: rows });
	expect(await purge()).toBe(1);
	const left = await db().webhookDelivery.findMany({ orderBy: { deliveryId: "asc" } });
	expect(left.map(({ deliveryId }) => deliveryId)).toEqual(["recent", "stuck"]);
});

it("deletes the answers kept for an Idempotency-Key after a day", async () => {
	const kept = (key: string, hours: number) => ({ caller: "person:1", key, requestHash: "h", createdAt: ago(hours) });
	await db().idempotencyKey.createMany({ data: [kept("old", 25), kept("recent", 23)] });
	expect(await purge()).toBe(1);
	expect((await db().idempotencyKey.findMany()).map(({ key }) => key)).toEqual(["recent"]);
});
