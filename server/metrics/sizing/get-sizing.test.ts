import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer, type Handlers, serveCalls } from "#server/platform/rpc.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { getSizing } from "./get-sizing.ts";
import { readUsage } from "./read-usage.ts";
import { usageCall } from "./usage-call.ts";

const Mi = 1024 ** 2;
let database: TestDatabase;
let prometheus: Answering;
let worker: Server;
let letGo: () => Promise<void>;
let developer: Actor;
/** What Prometheus knows: null while it is away. */
let world: { containers: boolean; samples: number } | null;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	prometheus = await answerWith((request, response) => {
		if (!world) return response.writeHead(503).end();
		const query = new URL(request.url ?? "", "http://prometheus").searchParams.get("query") ?? "";
		const result = seriesOf(query, world);
		response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
	});
	await db().connection.create({
		data: { kind: "prometheus", name: "prometheus", url: prometheus.url, source: "configuration" },
	});
	const handlers: Handlers = new Map();
	answer(handlers, usageCall, readUsage);
	worker = serveCalls(handlers, async () => null);
	await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
	const address = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
	letGo = whileHolding("worker", address, (signal) => once(signal, "abort").then(() => {}));
	await vi.waitFor(async () => expect(await db().lease.count({ where: { name: "worker" } })).toBe(1), 10_000);
	const team = await makeTeam("payments");
	developer = team.developer;
	for (const service of ["told", "new", "seen", "away"])
		await makePlace(service, await makeService(service, team.teamId));
});
afterAll(async () => {
	await letGo?.();
	worker?.closeAllConnections();
	worker?.close();
	await prometheus?.close();
	await database?.drop();
});

function seriesOf(query: string, { containers, samples }: NonNullable<typeof world>) {
	const one = (value: number, metric = {}) => [{ metric, value: [0, String(value)] }];
	if (query.includes("__name__")) {
		const service = /service="(\w+)"/.exec(query)?.[1];
		return one(1, { __name__: "process_cpu_seconds_total", service, environment: "staging" });
	}
	if (query.includes("container_") && !containers) return [];
	const metric = containers ? { container: "app" } : {};
	if (query.startsWith("count_over_time")) return one(samples, metric);
	if (query.includes("cpu")) return one(query.startsWith("max_over") ? 0.06 : 0.04, metric);
	return one((query.startsWith("max_over") ? 250 : 200) * Mi, metric);
}

async function makePlace(service: string, serviceId: string) {
	const connection = await db().connection.upsert({
		where: { kind_name: { kind: "kubernetes", name: "harbor" } },
		create: { kind: "kubernetes", name: "harbor", url: "https://k.test", source: "settings" },
		update: {},
	});
	const now = new Date();
	const about = { connectionId: connection.id, namespace: "staging", createdAt: now, observedAt: now };
	const counts = { generation: 1, observedGeneration: 1, desired: 1, updated: 1, ready: 1, available: 1 };
	const names = { uid: service, kind: "Deployment", name: service, environment: "staging", serviceId };
	const { id } = await db().workload.create({ data: { ...about, ...names, ...counts } });
	const state = {
		digest: null,
		ready: true,
		restarts: 0,
		state: "running",
		reason: null,
		message: null,
		exitCode: null,
	};
	const last = { lastExitCode: null, lastReason: null, lastFinishedAt: null };
	const asks = { requests: { cpu: "500m", memory: "256Mi" }, limits: { memory: "260Mi" } };
	const containers = [{ name: "app", image: "i", ...state, ...last, ...asks }];
	const pod = { uid: `${service}-pod`, name: `${service}-bcdfg-hjklm`, phase: "Running", ready: true, workloadId: id };
	await db().pod.create({ data: { ...about, ...pod, containers } });
}

const sizing = (service: string) => getSizing(developer, { service, environment: "staging" });

describe("getSizing", () => {
	it("sets a week of use beside what is asked for, by what programs tell of themselves", async () => {
		world = { containers: false, samples: 2_016 };
		expect(await sizing("told")).toMatchObject({
			...{ source: "process", problem: null, days: 7 },
			items: [
				{
					container: "app",
					resource: "cpu",
					request: 0.5,
					highest: 0.06,
					hours: 168,
					verdict: "over",
					suggested: 0.05,
				},
				{ container: "app", resource: "memory", limit: 260 * Mi, verdict: "near-limit", suggested: 376 * Mi },
			],
		});
	});

	it("believes the nodes before the programs, container by container", async () => {
		world = { containers: true, samples: 2_016 };
		expect(await sizing("seen")).toMatchObject({
			source: "container",
			items: [{ container: "app" }, { container: "app" }],
		});
	});

	it("suggests nothing while there are few numbers, and says of how many hours they are", async () => {
		world = { containers: false, samples: 60 };
		const { items } = await sizing("new");
		expect(items).toMatchObject([
			{ hours: 5, verdict: "too-few", suggested: null },
			{ hours: 5, verdict: "too-few", suggested: null },
		]);
	});

	it("says that Prometheus is away instead of that nothing is used (R41)", async () => {
		world = null;
		expect(await sizing("away")).toMatchObject({ observedAt: null, problem: { code: "prometheus-away" }, items: [] });
	});
});
