import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import {
	configThrough,
	type FaultProxy,
	type Hook,
	kubeconfigText,
	startFaultProxy,
} from "#server/connectors/kubernetes/testing/fault-proxy.ts";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam } from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { endPreview } from "./previews/end-preview.ts";
import { getPreview } from "./previews/get-preview.ts";
import { requestPreview } from "./previews/request-preview.ts";
import type { PreviewRule } from "./previews/schema.ts";
import { setPreviewRule } from "./previews/set-preview-rule.ts";
import { buildFrom, makeCopied, openPull } from "./testing/preview-company.ts";
import { startWorkerFeatures } from "./testing/start-features.ts";

// A cluster that does not let Lazo do everything, loses its workers, or does not let go.

const service = "checkout";
const rule: PreviewRule = {
	...{ environment: "staging", namespace: null, replicas: 1, hours: 24, ingressClass: "nginx" },
	...{ urlPattern: "https://{service}-{number}.example.com", cpuPrice: null, memoryPrice: null },
};
const soon = { timeout: 60_000, interval: 100 };
let database: TestDatabase;
let cluster: TestCluster;
let proxy: FaultProxy;
let developer: Actor;
let keeper: Actor;
let repositoryId: string;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
	database = await createTestDatabase("worker");
	cluster = await startTestCluster();
	const [config] = readKubeconfig(cluster.kubeconfigFile);
	if (!config) throw new Error("the cluster has no kubeconfig");
	proxy = await startFaultProxy(config);
	const kubeconfig = `${cluster.kubeconfigFile}.proxied`;
	process.env.KUBERNETES_KUBECONFIG_FILE = kubeconfig;
	writeFileSync(kubeconfig, kubeconfigText([configThrough(proxy)]));
	stopWorker = await startWorkerFeatures();
	const { teamId, developer: builder } = await makeTeam("payments");
	developer = builder;
	await makeNamespace(cluster, "staging");
	const repository = await db().repository.create({
		data: { slug: "almena/checkout", url: "https://git.test/checkout", defaultBranch: "main", observedAt: new Date() },
	});
	repositoryId = repository.id;
	const id = await makeService(service, teamId);
	await db().entity.update({ where: { id }, data: { repositoryId } });
	await makeCopied(cluster, service);
	await vi.waitFor(async () => expect(await db().deploymentTarget.count()).toBe(1), soon);
	keeper = await makePerson("the-lead", teamId, "lead");
	await setPreviewRule(keeper, service, rule);
}, 120_000);
afterEach(() => proxy?.intercept(null));
afterAll(async () => {
	await stopWorker?.();
	await proxy?.stop();
	await cluster?.stop();
	await database?.drop();
}, 60_000);

/** Answers as an API server does whose RBAC says no to requests that begin so. */
const forbid =
	(...beginnings: string[]): Hook =>
	({ method, path }) => {
		if (!beginnings.some((one) => `${method} ${path}`.startsWith(one))) return null;
		const body = { kind: "Status", status: "Failure", message: "user may not", reason: "Forbidden", code: 403 };
		return { status: 403, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
	};
const become = (id: string, expected: object) =>
	vi.waitFor(async () => {
		const found = await getPreview(developer, id);
		expect(found).toMatchObject(expected);
		return found;
	}, soon);
async function ask(number: number) {
	const { headSha: commitSha } = await openPull(repositoryId, number);
	await buildFrom(cluster, { service, commitSha, version: `1.${number}.0` });
	return requestPreview(developer, { service, number });
}
const again = (id: string) => db().preview.update({ where: { id }, data: { retryAt: null } });

describe("what the credential does not allow", () => {
	it("is named by verb and resource, and done once it is allowed", async () => {
		proxy.intercept(forbid("POST /api/v1/namespaces?"));
		const { id } = await ask(1);
		await become(id, {
			status: "failed",
			problem: { code: "cluster-forbidden", verb: "create", resource: "namespaces" },
		});
		proxy.intercept(null);
		await again(id);
		await become(id, { status: "ready", problem: null });
		const ingress = "/apis/networking.k8s.io/v1/namespaces/preview-checkout-1/ingresses/checkout";
		expect(await cluster.send("GET", ingress)).toMatchObject({
			spec: { ingressClassName: "nginx", rules: [{ host: "checkout-1.example.com" }] },
		});
	}, 60_000);

	it("is left out where the pods can do without, and named as a note", async () => {
		const maps = "/api/v1/namespaces/staging/configmaps";
		proxy.intercept(forbid(`GET ${maps}`, "POST /api/v1/namespaces/preview-checkout-2/services"));
		const { id } = await ask(2);
		const { notes } = await become(id, { status: "ready" });
		expect(notes).toMatchObject([
			{ code: "configmap-left-out", name: "checkout-config", verb: "get", resource: "configmaps" },
			{ code: "secret-left-out" },
			{ code: "way-in-refused", verb: "create", resource: "services" },
		]);
	}, 60_000);
});

describe("an account of one namespace", () => {
	it("makes previews there, though it may neither see nor make namespaces", async () => {
		const metadata = { name: "previews" };
		await cluster.send("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata });
		await setPreviewRule(keeper, service, { ...rule, namespace: "previews" });
		const whole = forbid("POST /api/v1/namespaces?", "GET /api/v1/namespaces/previews");
		proxy.intercept((seen) => (seen.path.includes("previews/") ? null : whole(seen)));
		const { id } = await ask(5);
		await become(id, { status: "ready", namespace: "previews", name: "preview-checkout-5" });
		await endPreview(developer, id);
		await become(id, { status: "ended" });
		await setPreviewRule(keeper, service, rule);
	}, 60_000);
});

describe("a preview that is taken up again", () => {
	it("goes on with what a killed worker has made already", async () => {
		const pull = await openPull(repositoryId, 3);
		const { id } = await requestPreview(developer, { service, number: 3 });
		const metadata = { name: "preview-checkout-3", labels: { "lazo.dev/preview": id } };
		await cluster.send("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata });
		await cluster.send("POST", "/api/v1/namespaces/preview-checkout-3/configmaps", {
			...{ apiVersion: "v1", kind: "ConfigMap", data: { LOG_LEVEL: "old" } },
			metadata: { name: "checkout-config", labels: metadata.labels },
		});
		await buildFrom(cluster, { service, commitSha: pull.headSha, version: "1.3.0" });
		await become(id, { status: "ready" });
		const copy = "/api/v1/namespaces/preview-checkout-3/configmaps/checkout-config";
		expect(await cluster.send("GET", copy)).toMatchObject({ data: { LOG_LEVEL: "debug" } });
	}, 60_000);

	it("waits for a cluster that is away, and is taken down when it is back", async () => {
		const { id } = await db().preview.findFirstOrThrow({ where: { pullRequest: { number: 3 } } });
		proxy.intercept(({ path }) => (path.includes("preview-checkout-3") ? "dropped" : null));
		await endPreview(developer, id);
		await become(id, { status: "ending", problem: { code: "cluster-unreachable" } });
		proxy.intercept(null);
		await again(id);
		await become(id, { status: "ended" });
	}, 60_000);
});

describe("a namespace that does not go away", () => {
	it("is told with what holds it, after a minute", async () => {
		const { id } = await ask(4);
		await become(id, { status: "ready" });
		const maps = "/api/v1/namespaces/preview-checkout-4/configmaps";
		await cluster.send("POST", maps, {
			...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "held", finalizers: ["example.com/backup"] } },
		});
		await endPreview(developer, id);
		await become(id, { status: "ending", problem: { code: "namespace-going" } });
		await db().preview.update({ where: { id }, data: { endingAt: new Date(Date.now() - 61_000) } });
		await become(id, {
			...{ status: "ending", cost: { perDay: expect.any(Number) } },
			problem: { code: "namespace-stuck", message: expect.stringContaining("example.com/backup") },
		});
		await cluster.send("PATCH", `${maps}/held`, { metadata: { finalizers: null } });
		await become(id, { status: "ended", problem: null });
	}, 60_000);
});
