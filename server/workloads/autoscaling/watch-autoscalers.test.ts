import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Cluster, openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { clusterAt } from "#server/connectors/kubernetes/testing/cluster-at.ts";
import { makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { type Answering, answerWith } from "#server/platform/testing/answer-with.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { watchAutoscalers } from "./watch-autoscalers.ts";

let database: TestDatabase;
let apiServer: Answering;
let cluster: Cluster;
const end = new AbortController();
let watching: Promise<void>;
let told = 0;
let replicas = 2;
const timers: NodeJS.Timeout[] = [];

/** An autoscaler as its controller writes it every time: another figure, another version of the object. */
const measured = () => ({
	...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
	metadata: {
		...{ name: "checkout", namespace: "staging", uid: "u", resourceVersion: String(++told) },
		creationTimestamp: "2026-11-21T00:00:00Z",
	},
	spec: {
		...{ scaleTargetRef: { kind: "Deployment", name: "checkout" }, minReplicas: 2, maxReplicas: 5 },
		metrics: [{ type: "Resource", resource: { name: "cpu", target: { averageUtilization: 70 } } }],
	},
	status: {
		...{ currentReplicas: replicas, desiredReplicas: replicas },
		currentMetrics: [{ type: "Resource", resource: { name: "cpu", current: { averageUtilization: told } } }],
	},
});

beforeAll(async () => {
	database = await createTestDatabase("worker");
	const serviceId = await makeService("checkout", (await makeTeam("payments")).teamId);
	const connection = { kind: "kubernetes", name: "test", url: "https://cluster.test", source: "settings" };
	const { id: connectionId } = await db().connection.create({ data: connection });
	const seen = { uid: "w", generation: 1, observedGeneration: 1, createdAt: new Date(), observedAt: new Date() };
	const [counts, where] = [{ desired: 2, ready: 2, updated: 2, available: 2 }, { namespace: "staging" }];
	const about = { ...where, kind: "Deployment", name: "checkout", serviceId, environment: "staging", connectionId };
	await db().workload.create({ data: { ...about, ...counts, ...seen } });
	apiServer = await answerWith(({ url = "" }, response) => {
		response.writeHead(200, { "content-type": "application/json" });
		if (!url.includes("watch=")) {
			const metadata = { resourceVersion: "1" };
			return response.end(JSON.stringify({ kind: "HorizontalPodAutoscalerList", metadata, items: [measured()] }));
		}
		timers.push(setInterval(() => response.write(`${JSON.stringify({ type: "MODIFIED", object: measured() })}\n`), 50));
	});
	cluster = await openCluster(connectionId, clusterAt(apiServer.url));
	const rights = { has: () => {}, lacks: () => {} };
	watching = watchAutoscalers(cluster, { signal: end.signal, rights });
}, 60_000);
afterAll(async () => {
	for (const timer of timers) clearInterval(timer);
	end.abort();
	await watching;
	await cluster.close();
	await apiServer.close();
	await database.drop();
});

const writes = () => db().liveChange.count({ where: { key: "service-autoscalers:checkout" } });

it("writes an autoscaler that only measures something else now and then, and what it decides within a second", async () => {
	await vi.waitFor(() => expect(told).toBeGreaterThan(80), 15_000);
	expect(await writes()).toBeGreaterThan(0);
	expect(await writes()).toBeLessThanOrEqual(2);
	replicas = 4;
	await vi.waitFor(async () => expect(await db().autoscaler.findFirst()).toMatchObject({ desired: 4 }), 5_000);
}, 30_000);
