import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { listPlaces } from "#server/deployments/list-places.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { listChanges } from "../operate/list-changes.ts";
import { operateWorkload } from "../operate/operate-workload.ts";
import { startWorkerOnCluster } from "../testing/start-features.ts";
import { listAutoscalers } from "./list-autoscalers.ts";

const environment = "staging";
const reason = "The sale begins";
// A real controller looks at its autoscalers every 15 s.
const soon = { timeout: 45_000, interval: 100 };
const path = `/apis/autoscaling/v2/namespaces/${environment}/horizontalpodautoscalers`;
let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService("checkout", team.teamId);
	await makeNamespace(cluster, environment);
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service: "checkout", digest });
	await vi.waitFor(async () => {
		expect((await listPlaces(developer, { service: "checkout", limit: 10 })).items[0]).toMatchObject({ ready: 2 });
	}, soon);
}, 120_000);
afterAll(() => stop?.(), 60_000);

const seen = async () => (await listAutoscalers(developer, "checkout")).items;
const inCluster = () => cluster.send("GET", `${path}/checkout`);
const bounds = (minReplicas: number, maxReplicas: number, undoMinutes?: number) =>
	operateWorkload(developer, "checkout", {
		...{ environment, action: "bounds" as const, minReplicas, maxReplicas, reason },
		...(undoMinutes && { undoMinutes }),
	});

describe("an autoscaler", () => {
	it("that is not there has no bounds to change", async () => {
		expect(await seen()).toEqual([]);
		await expect(bounds(1, 3)).rejects.toMatchObject({ status: 404 });
	});

	it("is seen with its bounds, what it measures, and why it does not decide", async () => {
		await cluster.send("POST", path, {
			...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" },
			metadata: { name: "checkout", namespace: environment },
			spec: {
				scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "checkout" },
				...{ minReplicas: 2, maxReplicas: 5 },
				metrics: [
					{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
				],
			},
		});
		await vi.waitFor(async () => {
			const [autoscaler] = await seen();
			expect(autoscaler).toMatchObject({
				...{ name: "checkout", environment, minReplicas: 2, maxReplicas: 5, current: 2, desired: 0 },
				metrics: [{ name: "cpu", target: "70%", current: null }],
			});
			expect(autoscaler?.conditions).toContainEqual(
				expect.objectContaining({ type: "ScalingActive", status: "False", reason: "FailedGetResourceMetric" }),
			);
			expect(autoscaler?.events.map((event) => event.reason)).toContain("FailedGetResourceMetric");
		}, soon);
	}, 60_000);

	it("gets other bounds, audited, and takes them back when the time is over", async () => {
		const { id } = await bounds(3, 8, 60);
		await vi.waitFor(async () => expect((await seen())[0]).toMatchObject({ minReplicas: 3, maxReplicas: 8 }), soon);
		expect(await inCluster()).toMatchObject({ spec: { minReplicas: 3, maxReplicas: 8 } });
		await vi.waitFor(async () => {
			expect((await listChanges(developer, { service: "checkout" })).items[0]).toMatchObject({
				...{ id, action: "bounds", status: "done" },
				before: { min: 2, max: 5, autoscaler: "checkout" },
				after: { min: 3, max: 8 },
			});
		}, soon);
		const audited = await db().auditEntry.findFirst({ where: { action: "workload.operate", subjectId: id } });
		expect(audited).toMatchObject({ reason, after: expect.objectContaining({ min: 3, max: 8 }) });
		await db().workloadChange.update({ where: { id }, data: { undoAt: new Date() } });
		await vi.waitFor(async () => expect((await seen())[0]).toMatchObject({ minReplicas: 2, maxReplicas: 5 }), soon);
		expect(await inCluster()).toMatchObject({ spec: { minReplicas: 2, maxReplicas: 5 } });
	}, 60_000);

	it.each([
		["more pods than a developer may ask for", [2, 11], "beyond-limit"],
		["bounds that cross", [6, 3], "bounds-crossed"],
	] as const)("keeps its bounds when somebody asks for %s", async (_, [min, max], code) => {
		await expect(bounds(min, max)).rejects.toMatchObject({ code });
		expect(await inCluster()).toMatchObject({ spec: { minReplicas: 2, maxReplicas: 5 } });
	});

	it("is forgotten when it goes", async () => {
		await cluster.send("DELETE", `${path}/checkout`);
		await vi.waitFor(async () => expect(await seen()).toEqual([]), soon);
	}, 60_000);
});
