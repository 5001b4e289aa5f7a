import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import { startTestCluster, type TestCluster, type Version } from "#server/deployments/testing/cluster.ts";
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
import { denyImage } from "./testing/deny-image.ts";
import { grantRights, looks, makeFewRights, rule } from "./testing/few-rights.ts";
import { startWorkerFeatures } from "./testing/start-features.ts";

// Only a real control plane has accounts with few rights, quotas, admission policies, owners of fields and autoscalers.

const run = promisify(execFile);
const scripts = resolve(import.meta.dirname, "../../e2e/control-plane");
const environment = "staging";
const service = "checkout";
const namespaced = `/namespaces/${environment}`;
const path = `/apis/apps/v1${namespaced}/deployments/${service}`;
const soon = { timeout: 40_000, interval: 100 };
let database: TestDatabase;
let cluster: TestCluster;
let stopWorker: () => Promise<void>;
let developer: Actor;
let first = "";

/** Everything that Lazo needs to see, but StatefulSets. */
const sees = [
	rule("apps", ["deployments", "daemonsets", "replicasets"], looks),
	rule("autoscaling", ["horizontalpodautoscalers"], looks),
	rule("", ["pods", "events", "namespaces"], looks),
];

beforeAll(async () => {
	database = await createTestDatabase("worker");
	cluster = await startTestCluster();
	process.env.KUBERNETES_KUBECONFIG_FILE = await makeFewRights(cluster, sees);
	stopWorker = await startWorkerFeatures();
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService(service, team.teamId);
	await makeNamespace(cluster, environment);
	first = await makeVersion(cluster, service, { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: environment, service, digest: first });
	await cluster.send("POST", `/apis/autoscaling/v2${namespaced}/horizontalpodautoscalers`, {
		metadata: { name: service },
		spec: {
			scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: service },
			...{ minReplicas: 2, maxReplicas: 4 },
			metrics: [
				{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
			],
		},
	});
	await vi.waitFor(async () => expect(await place()).toMatchObject({ status: "healthy", ready: 2 }), soon);
}, 180_000);
afterAll(async () => {
	await stopWorker?.();
	await cluster?.stop();
	await database?.drop();
}, 60_000);

const place = async () => (await listPlaces(developer, { service, limit: 10 })).items[0];
const connection = () => db().connection.findFirstOrThrow({ where: { kind: "kubernetes" } });
async function deploy(version: Version) {
	const digest = await makeVersion(cluster, service, version);
	return { digest, ...(await requestDeployment(developer, { service, environment, digest })) };
}
/** Waits until a deployment has come to a status, and gives it back. */
const reaches = (id: string, status: string) =>
	vi.waitFor(async () => {
		const found = await getDeployment(developer, id);
		expect(found).toMatchObject({ status });
		return found;
	}, soon);
const applied = (id: string) => db().deployment.findUniqueOrThrow({ where: { id }, select: { generation: true } });
const healthy = (digest: string) =>
	vi.waitFor(async () => {
		expect(await place()).toMatchObject({ status: "healthy", ready: 2, runningDigest: digest });
	}, soon);

describe("an account that may not do everything (R37)", () => {
	it("is told what it may not read, by verb and resource; everything else is there", async () => {
		await vi.waitFor(async () => {
			expect((await connection()).missingRights).toEqual([{ verb: "list", resource: "statefulsets.apps" }]);
		}, soon);
		expect(await connection()).toMatchObject({ lastError: null, lastSuccessAt: expect.any(Date) });
	}, 60_000);

	it("is told what it may not change; nothing is, and nothing is tried again", async () => {
		const { id } = await deploy({ version: "1.1.0" });
		const { outcome } = await reaches(id, "failed");
		expect(outcome).toMatchObject({ code: "cluster-forbidden", verb: "patch", resource: "deployments.apps" });
		expect(await applied(id)).toEqual({ generation: null });
		await operateWorkload(developer, service, { environment, action: "restart", reason: "It is slow" });
		await vi.waitFor(async () => {
			const [change] = (await listChanges(developer, { service })).items;
			expect(change).toMatchObject({ status: "failed", failure: { code: "cluster-forbidden", verb: "patch" } });
		}, soon);
		expect(await place()).toMatchObject({ runningDigest: first });
	}, 60_000);

	it("may do it as soon as it is granted", async () => {
		const rules = [...sees, rule("apps", ["deployments", "daemonsets"], ["patch"])];
		await grantRights(cluster, rules);
		const { id, digest } = await deploy({ version: "1.2.0" });
		await reaches(id, "watching");
		await healthy(digest);
	}, 60_000);
});

describe("a cluster that says no", () => {
	it("by a quota: the deployment fails and names it, what ran goes on", async () => {
		const quotas = `/api/v1${namespaced}/resourcequotas`;
		await cluster.send("POST", quotas, { metadata: { name: "two-pods" }, spec: { hard: { pods: "2" } } });
		await vi.waitFor(async () => {
			expect(await cluster.send("GET", `${quotas}/two-pods`)).toMatchObject({ status: { used: { pods: "2" } } });
		}, soon);
		const before = (await place())?.runningDigest ?? "";
		const { id } = await deploy({ version: "1.3.0" });
		const { outcome } = await reaches(id, "failed");
		expect(outcome).toMatchObject({ code: "pods-refused", by: "quota", rule: "two-pods" });
		expect(outcome?.said).toContain("limited: pods=2");
		expect(await place()).toMatchObject({ ready: 2, runningDigest: before });
		const back = await rollBackDeployment(developer, { service, environment, reason: "no room", deploymentId: id });
		await reaches(back.id, "watching");
		await cluster.send("DELETE", `${quotas}/two-pods`);
		await healthy(before);
	}, 90_000);

	it("by an admission policy: the deployment fails and names it, nothing was changed", async () => {
		const digest = await makeVersion(cluster, service, { version: "1.4.0" });
		const image = `${cluster.registry}/almena/${service}@${digest}`;
		const tried = { spec: { template: { spec: { containers: [{ name: "app", image }] } } } };
		await denyImage(
			cluster,
			{ name: "reviewed-only", of: "deployments", digest, message: "this version was not reviewed" },
			() => cluster.send("PATCH", `${path}?dryRun=All`, tried),
		);
		const { id } = await requestDeployment(developer, { service, environment, digest });
		const { outcome } = await reaches(id, "failed");
		expect(outcome).toMatchObject({
			...{ code: "cluster-denied", by: "policy", rule: "reviewed-only", said: "this version was not reviewed" },
		});
		expect(await applied(id)).toEqual({ generation: null });
	}, 90_000);

	it("to new pods of a DaemonSet, which has no condition for it: the deployment fails, long before its deadline", async () => {
		await makeService("agent", (await db().team.findFirstOrThrow()).id);
		const good = await makeVersion(cluster, "agent", { version: "1.0.0" });
		await makeWorkload(cluster, { namespace: environment, service: "agent", digest: good, kind: "DaemonSet" });
		const agent = async () => (await listPlaces(developer, { service: "agent", limit: 10 })).items[0];
		await vi.waitFor(async () => expect(await agent()).toMatchObject({ status: "healthy", ready: 2 }), soon);
		const digest = await makeVersion(cluster, "agent", { version: "1.1.0" });
		const spec = { containers: [{ name: "app", image: `${cluster.registry}/almena/agent@${digest}` }] };
		await denyImage(cluster, { name: "signed-only", of: "pods", digest, message: "this image is not signed" }, () =>
			cluster.send("POST", `/api/v1${namespaced}/pods?dryRun=All`, { metadata: { name: "tried" }, spec }),
		);
		const { id } = await requestDeployment(developer, { service: "agent", environment, digest });
		const { outcome } = await reaches(id, "failed");
		expect(outcome).toMatchObject({
			...{ code: "pods-refused", by: "policy", rule: "signed-only", said: "this image is not signed" },
		});
		await rollBackDeployment(developer, { service: "agent", environment, reason: "not signed", deploymentId: id });
		await vi.waitFor(async () => expect(await agent()).toMatchObject({ status: "healthy", runningDigest: good }), soon);
	}, 90_000);
});

describe("in the middle of a rollout", () => {
	it("somebody else applies another image: Lazo's own is overtaken, and the other is told with its name (R36)", async () => {
		const [config] = readKubeconfig(cluster.kubeconfigFile);
		if (!config) throw new Error("the cluster has no kubeconfig");
		const admin = await openCluster("admin", config);
		const apply = (digest: string, force: boolean) =>
			admin.call({
				...{ verb: "apply", resource: "deployments.apps", method: "PATCH" },
				path: `${path}?fieldManager=gitops&force=${force}`,
				contentType: "application/apply-patch+yaml",
				body: {
					...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: service } },
					spec: {
						selector: { matchLabels: { app: service } },
						template: {
							metadata: { labels: { app: service } },
							spec: { containers: [{ name: "app", image: `${cluster.registry}/almena/${service}@${digest}` }] },
						},
					},
				},
			});
		try {
			const { id } = await deploy({ version: "1.5.0", startMs: 4_000 });
			await reaches(id, "rolling");
			await expect(apply(first, false)).rejects.toMatchObject({
				...{ code: "conflict", message: expect.stringContaining('conflict with "lazo"') },
			});
			await apply(first, true);
			await reaches(id, "superseded");
			const [newest] = await db().deployment.findMany({ orderBy: { requestedAt: "desc" }, take: 1 });
			expect(newest).toMatchObject({
				...{ kind: "external", digest: first, outcome: { code: "external.image-changed", manager: "gitops" } },
			});
			await healthy(first);
			// Whoever owns the field now, Lazo writes it again when somebody asks for it.
			const next = await deploy({ version: "1.6.0" });
			await reaches(next.id, "watching");
			await healthy(next.digest);
		} finally {
			await admin.close();
		}
	}, 120_000);

	it("the API server dies and comes back: the rollout is followed to its end, and told once", async () => {
		const { id, digest } = await deploy({ version: "1.7.0", startMs: 3_000 });
		await reaches(id, "rolling");
		process.kill(Number(readFileSync(join(cluster.stateDir, "pid/apiserver"), "utf8")), "SIGKILL");
		await vi.waitFor(async () => {
			expect((await connection()).lastError).toMatchObject({ code: "cluster-unreachable" });
		}, soon);
		await run(join(scripts, "up"), [cluster.stateDir], { timeout: 60_000 });
		const { events } = await reaches(id, "watching");
		expect(events.map(({ type }) => type)).toEqual([
			...["deployment.requested", "deployment.started", "deployment.rolled-out"],
		]);
		await healthy(digest);
	}, 120_000);
});

describe("an autoscaler without metrics", () => {
	it("says among the events of its service that it cannot scale, and why", async () => {
		await vi.waitFor(async () => {
			const { items } = await listServiceWorkloads(developer, { service });
			const said = items[0]?.events.find(({ reason }) => reason === "FailedGetResourceMetric");
			expect(said).toMatchObject({ involvedKind: "HorizontalPodAutoscaler", involvedName: service });
		}, soon);
	}, 60_000);
});
