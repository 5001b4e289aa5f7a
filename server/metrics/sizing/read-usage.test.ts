import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { readUsage } from "./read-usage.ts";

let database: TestDatabase;
let prometheus: Answering;
let [underWay, mostUnderWay, asked] = [0, 0, 0];

beforeAll(async () => {
	database = await createTestDatabase("worker");
	prometheus = await answerWith((_, response) => {
		asked++;
		mostUnderWay = Math.max(mostUnderWay, ++underWay);
		const result = [{ metric: { container: "app" }, value: [0, "2016"] }];
		setTimeout(() => {
			underWay--;
			response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
		}, 20);
	});
	const connection = { kind: "prometheus", name: "prometheus", url: prometheus.url, source: "configuration" };
	await db().connection.create({ data: connection });
});
afterAll(async () => {
	await prometheus.close();
	await database.drop();
});

it("asks for the weeks of many workloads a few at a time, and once for whoever looks", async () => {
	const workloads = Array.from({ length: 9 }, (_, index) => ({ namespace: "shop", name: `worker-${index}` }));
	const input = { service: "checkout", environment: "production", days: 7, workloads };
	const [first, second] = await Promise.all([readUsage(input), readUsage(input)]);
	expect(first).toMatchObject({ source: "container", problem: null });
	expect(first.usage).toHaveLength(18);
	expect(second.usage).toEqual(first.usage);
	expect(asked).toBe(54);
	expect(mostUnderWay).toBeLessThanOrEqual(12);
});
