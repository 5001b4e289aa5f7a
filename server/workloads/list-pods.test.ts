import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { listPods } from "./list-pods.ts";
import { listServiceWorkloads } from "./list-service-workloads.ts";

const many = 20_000;
/** Every so many-th is not ready. */
const broken = 1_000;
let database: TestDatabase;
let developer: Actor;
let big = "";

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const team = await makeTeam("payments");
	developer = team.developer;
	const serviceId = await makeService("checkout", team.teamId);
	const { id: connectionId } = await db().connection.create({
		data: { kind: "kubernetes", name: "harbor", url: "https://harbor.test", source: "settings" },
	});
	const now = new Date();
	const about = { connectionId, serviceId, environment: "staging", namespace: "staging", createdAt: now };
	const counts = { generation: 1, observedGeneration: 1, desired: 1, updated: 1, ready: 1, available: 1 };
	const make = (name: string, kind: string) =>
		db().workload.create({ data: { ...about, ...counts, uid: name, kind, name, observedAt: now } });
	const sizes = [
		[await make("checkout", "Deployment"), many],
		[await make("checkout-queue", "StatefulSet"), 3],
	] as const;
	for (const [{ id, name }, size] of sizes) {
		await db().$executeRaw`
			insert into "Pod" (id, "connectionId", uid, namespace, name, "workloadId", phase, ready, reason, containers, "createdAt",
				"observedAt")
			select gen_random_uuid(), ${connectionId}::uuid, ${name} || n, 'staging', ${name} || '-' || lpad(n::text, 5, '0'), ${id}::uuid,
				'Running', n % ${broken} <> 7, case when n % ${broken} = 7 then 'CrashLoopBackOff' end, '[]', now(), now()
			from generate_series(1, ${size}::int) n`;
	}
	big = sizes[0][0].id;
}, 60_000);
afterAll(() => database?.drop());

describe("the pods of a workload with 20,000 of them (R35)", () => {
	it("come with its service by their first page only, those that are not ready first, beside a small one as a whole", async () => {
		const { items } = await listServiceWorkloads(developer, { service: "checkout" });
		const [large, small] = items;
		expect(large).toMatchObject({ id: big, podCount: many, podsCursor: expect.any(String) });
		expect(large?.pods).toHaveLength(50);
		expect(large?.pods.findIndex(({ ready }) => ready)).toBe(many / broken);
		expect(small).toMatchObject({ podCount: 3, podsCursor: null });
		expect(small?.pods.map(({ name }) => name)).toEqual([1, 2, 3].map((n) => `checkout-queue-0000${n}`));
		expect(JSON.stringify(items).length).toBeLessThan(100_000);
	});

	it("are read page by page from there, each once and none left out", async () => {
		const [large] = (await listServiceWorkloads(developer, { service: "checkout" })).items;
		const seen = large?.pods.map(({ name }) => name) ?? [];
		let cursor = large?.podsCursor ?? null;
		while (cursor) {
			const page = await listPods(developer, big, { cursor, limit: 200 });
			expect(page.items.length).toBeLessThanOrEqual(200);
			seen.push(...page.items.map(({ name }) => name));
			cursor = page.nextCursor;
		}
		expect(seen).toHaveLength(many);
		expect(new Set(seen).size).toBe(many);
	}, 60_000);

	it("are refused for a marker that is not Lazo's, and for a workload that is not there", async () => {
		const page = { limit: 50 };
		await expect(listPods(developer, big, { ...page, cursor: "2_x" })).rejects.toMatchObject({ code: "bad-cursor" });
		await expect(listPods(developer, crypto.randomUUID(), page)).rejects.toMatchObject({ status: 404 });
	});
});
