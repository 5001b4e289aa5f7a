import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePlaces } from "#server/deployments/testing/place.ts";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { computeDue } from "./compute-budgets.ts";

let database: TestDatabase;
let prometheus: Answering;
/** What Prometheus has counted, by service; it is away while this is null. */
let counted: Record<string, { requests: number; failed: number }> | null = {};
/** Services whose queries are too much for it. */
let refused: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
	database = await createTestDatabase("worker");
	prometheus = await answerWith((request, response) => {
		const query = new URL(request.url ?? "", "http://prometheus").searchParams.get("query") ?? "";
		asked.push(query);
		if (!counted || refused.some((name) => query.includes(`"${name}"`))) return response.writeHead(503).end();
		response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result: answer(query, counted) } }));
	});
	const connection = { kind: "prometheus", name: "prometheus", url: prometheus.url, source: "configuration" };
	await db().connection.create({ data: connection });
	const team = await makeTeam("payments");
	for (const name of ["checkout", "invoices", "batch"]) {
		await makeService(name, team.teamId);
		await makePlaces(name, ["production"]);
	}
	await wants("checkout", "99.9");
	await wants("batch", "99");
});
afterAll(async () => {
	await prometheus?.close();
	await database?.drop();
});

/** As Prometheus answers to "which series are there" and to "how many". */
function answer(query: string, by: NonNullable<typeof counted>) {
	const service = Object.keys(by).find((name) => query.includes(`"${name}"`));
	const found = service && by[service];
	if (!found) return [];
	if (query.startsWith("count by")) {
		const metric = { __name__: "http_requests_total", status: "200", service, environment: "production" };
		return [{ metric, value: [0, "1"] }];
	}
	return [{ metric: {}, value: [0, String(query.includes('=~"5.."') ? found.failed : found.requests)] }];
}

const wants = (name: string, target: string | null) =>
	db().entity.updateMany({ where: { name }, data: { annotations: target ? { "lazo.dev/slo-target": target } : {} } });
const budgets = async () => {
	const rows = await db().errorBudget.findMany({ include: { service: true }, orderBy: { service: { name: "asc" } } });
	return rows.map(({ service, remaining, requests }) => ({ service: service.name, remaining, requests }));
};
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe("error budgets", () => {
	it("are counted over the window of whoever names an objective, and of nobody else", async () => {
		counted = { checkout: { requests: 1e6, failed: 250 } };
		await computeDue(new Date());
		expect(await budgets()).toEqual([
			{ service: "batch", remaining: null, requests: 0 },
			{ service: "checkout", remaining: expect.closeTo(0.75, 9), requests: 1e6 },
		]);
		expect(asked.some((query) => query.includes("[30d]"))).toBe(true);
		expect(asked.some((query) => query.includes("invoices"))).toBe(false);
	});

	it("are not counted again while they are fresh", async () => {
		asked.length = 0;
		await computeDue(later(1));
		expect(asked).toEqual([]);
	});

	it("keep their last figure and its time while no Prometheus answers", async () => {
		counted = null;
		const before = await db().errorBudget.findMany({ orderBy: { serviceId: "asc" } });
		await computeDue(later(10));
		expect(await db().errorBudget.findMany({ orderBy: { serviceId: "asc" } })).toEqual(before);
	});

	it("keep their figure also while another Prometheus answers that counts nothing of theirs", async () => {
		const other = await answerWith((_, response) => {
			response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } }));
		});
		const about = { kind: "prometheus", name: "other", url: other.url, source: "configuration" };
		const { id } = await db().connection.create({ data: about });
		const before = await budgets();
		await computeDue(later(15));
		expect(await budgets()).toEqual(before);
		await db().connection.delete({ where: { id } });
		await other.close();
	});

	it("go below zero when overspent, and go with their objective", async () => {
		counted = { checkout: { requests: 1e6, failed: 3_000 } };
		await wants("batch", null);
		await computeDue(later(20));
		expect(await budgets()).toEqual([{ service: "checkout", remaining: expect.closeTo(-2, 9), requests: 1e6 }]);
		await wants("checkout", "very much");
		await computeDue(later(30));
		expect(await budgets()).toEqual([]);
	});

	it("are counted for everybody in turn, however many others name no real objective or cannot be counted", async () => {
		await db().errorBudget.deleteMany();
		counted = { checkout: { requests: 10, failed: 0 } };
		refused = ["batch", "invoices"];
		const none = ["zero", "nothing", "naught"];
		for (const name of none) {
			await makeService(name, (await db().team.findFirstOrThrow()).id);
			await makePlaces(name, ["production"]);
		}
		for (const name of none) await wants(name, "0.00%");
		for (const name of ["batch", "checkout", "invoices"]) await wants(name, "99.9");
		for (let round = 0; round < 3; round++) await computeDue(later(40 + round / 10), 1);
		expect(await budgets()).toMatchObject([{ service: "checkout", requests: 10 }]);
	});
});
