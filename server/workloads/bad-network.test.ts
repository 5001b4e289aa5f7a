import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import {
	configThrough,
	type FaultProxy,
	type Hook,
	kubeconfigText,
	startFaultProxy,
} from "#server/connectors/kubernetes/testing/fault-proxy.ts";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { listServiceWorkloads } from "./list-service-workloads.ts";
import { listChanges } from "./operate/list-changes.ts";
import { operateWorkload } from "./operate/operate-workload.ts";
import { startWorkerFeatures } from "./testing/start-features.ts";

const environment = "staging";
const service = "checkout";
const path = `/apis/apps/v1/namespaces/${environment}/deployments/${service}`;
const soon = { timeout: 60_000, interval: 100 };
let database: TestDatabase;
let cluster: TestCluster;
let harbor: FaultProxy;
let island: FaultProxy;
let kubeconfig = "";
let stopWorker: () => Promise<void>;
let developer: Actor;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	cluster = await startTestCluster();
	const [config] = readKubeconfig(cluster.kubeconfigFile);
	if (!config) throw new Error("the cluster has no kubeconfig");
	harbor = await startFaultProxy(config);
	island = await startFaultProxy(config);
	kubeconfig = `${cluster.kubeconfigFile}.proxied`;
	process.env.KUBERNETES_KUBECONFIG_FILE = kubeconfig;
	writeFileSync(kubeconfig, kubeconfigText([configThrough(harbor, "harbor", "of-harbor")]));
	stopWorker = await startWorkerFeatures();
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService(service, team.teamId);
	await makeNamespace(cluster, environment);
	const digest = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service, digest });
	await vi.waitFor(async () => expect(await place()).toMatchObject({ status: "healthy", ready: 2 }), soon);
}, 120_000);
afterAll(async () => {
	await stopWorker?.();
	await harbor?.stop();
	await island?.stop();
	await cluster?.stop();
	await database?.drop();
}, 60_000);

const place = async () => (await listPlaces(developer, { service, limit: 10 })).items[0];
const deploy = async (version: string) => {
	const digest = await makeVersion(cluster, service, { version, startMs: 500 });
	return { digest, ...(await requestDeployment(developer, { service, environment, digest })) };
};
const history = () =>
	db().deployment.findMany({ orderBy: { requestedAt: "asc" }, select: { kind: true, status: true } });
const edit = (annotation: string) =>
	cluster.send("PATCH", path, { metadata: { annotations: { [annotation]: `${Date.now()}` } } });

/** Lets somebody else be faster, once: the object changes when Lazo's write is already on its way. */
function beaten(isIt: (path: string) => boolean): Hook {
	let done = false;
	return async ({ method, path }) => {
		if (done || method !== "PATCH" || !isIt(path)) return null;
		done = true;
		await edit("example.com/faster");
		return null;
	};
}

describe("a rollout on a bad network", () => {
	it("is told once and as it was, though every watch breaks in the middle of it (R29)", async () => {
		const { id, digest } = await deploy("1.1.0");
		for (const how of ["reset", "truncated", "cut"] as const) {
			await vi.waitFor(() => expect(harbor.underWay()).toBe(7), soon);
			harbor.breakAll(how);
		}
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
		const { events } = await getDeployment(developer, id);
		expect(events.map(({ type }) => type)).toEqual([
			...["deployment.requested", "deployment.started", "deployment.rolled-out"],
		]);
		await vi.waitFor(async () => expect((await place())?.runningDigest).toBe(digest), soon);
		expect(await history()).toEqual([{ kind: "deploy", status: "watching" }]);
	}, 60_000);

	it("of somebody else is found, once, when the cluster answers again (R29)", async () => {
		harbor.intercept(() => ({ status: 500, body: "{}" }));
		harbor.breakAll("reset");
		const { spec } = (await cluster.send("GET", path)) as { spec: { template: { spec: { containers: object[] } } } };
		const containers = spec.template.spec.containers.map((one) => ({ ...one, env: [{ name: "A", value: "1" }] }));
		await cluster.send("PATCH", path, { spec: { template: { spec: { containers } } } });
		const asked = harbor.seen.length;
		await vi.waitFor(() => expect(harbor.seen.length - asked).toBeGreaterThan(7), soon);
		harbor.intercept(null);
		await vi.waitFor(async () => {
			expect((await history()).map(({ kind }) => kind)).toEqual(["deploy", "external"]);
			expect(await place()).toMatchObject({ status: "healthy", ready: 2 });
		}, soon);
	}, 60_000);

	it("is written all the same when somebody else was faster: 409, read again, patch again (R36)", async () => {
		await vi.waitFor(async () => expect((await history()).at(-1)?.status).toBe("watching"), soon);
		const before = harbor.seen.length;
		harbor.intercept(beaten((path) => !path.includes("dryRun")));
		const { id } = await deploy("1.2.0");
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
		harbor.intercept(null);
		const asked = harbor.seen.slice(before).filter(({ path: to }) => to.startsWith(path));
		const ways = asked.map(({ method, path: to }) => (to.includes("dryRun") ? "DRY" : method));
		// A controller that writes its status at that moment is one more who was faster.
		expect(ways.join(" ")).toMatch(/^GET DRY PATCH (GET DRY (PATCH )?)*GET DRY PATCH$/);
	}, 60_000);

	it("and a scaling too, with what was before and after (R36)", async () => {
		harbor.intercept(beaten(() => true));
		const { id } = await operateWorkload(developer, service, {
			...{ environment, action: "scale", replicas: 3, reason: "The queue grows" },
		});
		await vi.waitFor(async () => expect(await place()).toMatchObject({ desired: 3, ready: 3 }), soon);
		harbor.intercept(null);
		const { items } = await listChanges(developer, { service });
		expect(items.find((one) => one.id === id)).toMatchObject({
			...{ status: "done", before: { replicas: 2 }, after: { replicas: 3 } },
		});
		const line = await db().auditEntry.findFirstOrThrow({ where: { subjectId: id } });
		expect(line).toMatchObject({ before: { replicas: 2 }, after: { replicas: 3 } });
	}, 60_000);
});

describe("two clusters, one of them out of reach", () => {
	const workloadIn = (name: string) =>
		db().workload.findFirst({ where: { name: service, connection: { name } }, include: { connection: true } });

	beforeAll(async () => {
		await stopWorker();
		for (const proxy of [harbor, island]) proxy.seen.length = 0;
		const both = [configThrough(harbor, "harbor", "of-harbor"), configThrough(island, "island", "of-island")];
		writeFileSync(kubeconfig, kubeconfigText(both));
		stopWorker = await startWorkerFeatures();
		await vi.waitFor(async () => {
			for (const name of ["harbor", "island"]) expect(await workloadIn(name)).toMatchObject({ desired: 3, ready: 3 });
		}, soon);
	}, 60_000);

	it("the one keeps its last state, which grows old and says so; the other goes on (R34)", async () => {
		harbor.intercept(() => "dropped");
		harbor.breakAll("reset");
		await vi.waitFor(async () => {
			const lastError = (await workloadIn("harbor"))?.connection.lastError;
			expect(lastError).toMatchObject({ code: "cluster-unreachable" });
		}, soon);
		const { lastSuccessAt, id } = (await workloadIn("harbor"))?.connection ?? {};
		await cluster.send("PATCH", path, { spec: { replicas: 1 } });
		await vi.waitFor(async () => expect(await workloadIn("island")).toMatchObject({ desired: 1, ready: 1 }), soon);
		expect(await workloadIn("harbor")).toMatchObject({ desired: 3, ready: 3, connection: { lastSuccessAt } });
		// Nobody else writes to it now, so it is as old as if the minutes had passed.
		const old = new Date(Date.now() - 5 * 60_000);
		await db().connection.update({ where: { id: id ?? "" }, data: { lastSuccessAt: old } });
		const { items } = await listServiceWorkloads(developer, { service });
		expect(items.map(({ cluster, stale, seenAt, ready }) => ({ cluster, stale, seenAt, ready }))).toContainEqual({
			...{ cluster: "harbor", stale: true, seenAt: old.toISOString(), ready: 3 },
		});
		expect(items.find((one) => one.cluster === "island")).toMatchObject({ stale: false, ready: 1 });
		harbor.intercept(null);
		await vi.waitFor(async () => expect(await workloadIn("harbor")).toMatchObject({ desired: 1, ready: 1 }), soon);
	}, 60_000);

	it("each is asked with its own token, never with the other's (R38)", () => {
		expect(new Set(harbor.seen.map(({ token }) => token))).toEqual(new Set(["Bearer of-harbor"]));
		expect(new Set(island.seen.map(({ token }) => token))).toEqual(new Set(["Bearer of-island"]));
		expect(Math.min(harbor.seen.length, island.seen.length)).toBeGreaterThan(7);
	});
});
