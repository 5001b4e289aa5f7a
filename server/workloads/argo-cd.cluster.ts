import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readDelivery } from "#server/connectors/kubernetes/read-delivery.ts";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam, makeVersion } from "#server/deployments/testing/company.ts";
import { startTestGitHub } from "#server/deployments/testing/github.ts";
import type { Way } from "#server/deployments/ways/schema.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { denyImage } from "./testing/deny-image.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

// Git's way with the real Argo CD, which clones the environment repository and keeps the cluster in step with it.

const run = promisify(execFile);
const argoUp = resolve(import.meta.dirname, "../../e2e/control-plane/argo-up");
const environment = "staging";
const service = "ledger";
const slug = "almena/catalog";
const path = `${environment}/${service}/deployment.yaml`;
const applications = "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications";
const workload = `/apis/apps/v1/namespaces/${environment}/deployments/${service}`;
const soon = { timeout: 60_000, interval: 200 };
const follow = { kind: "argocd", namespace: "argocd", name: service } as const;
let cluster: TestCluster;
let developer: Actor;
let github: Awaited<ReturnType<typeof startTestGitHub>>;
let stop: () => Promise<void>;
let first = "";

beforeAll(async () => {
	process.env.GITHUB_TOKEN = "t";
	const started = await startWorkerOnCluster();
	cluster = started.cluster;
	stop = async () => {
		await github?.stop();
		await started.stop();
	};
	github = await startTestGitHub(cluster, "t");
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService(service, team.teamId);
	const about = {
		slug,
		url: `https://git.test/${slug}`,
		externalId: 1n,
		defaultBranch: "main",
		observedAt: new Date(),
	};
	await db().repository.create({ data: about });
	await makeNamespace(cluster, environment);
	first = await makeVersion(cluster, service, { version: "1.0.0" });
	await github.write(slug, path, manifest(first));
	await run(argoUp, [cluster.stateDir, "cd"]);
	await cluster.send("POST", applications, application());
	await vi.waitFor(async () => expect(await place()).toMatchObject({ status: "healthy", runningDigest: first }), soon);
	const way: Way = {
		...{ kind: "gitops", repository: slug, branch: "main", path, image: null, by: "commit", follow, minutes: 5 },
	};
	await db().serviceEnvironment.updateMany({ where: { service: { name: service } }, data: { way } });
}, 900_000);
afterAll(() => stop?.(), 60_000);

const image = () => `${cluster.registry}/almena/${service}`;
const manifest = (digest: string) => `# What runs in ${environment}.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${service}
  labels: { lazo.dev/service: ${service} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${service} } }
  template:
    metadata: { labels: { app: ${service}, lazo.dev/service: ${service} } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: app
          image: ${image()}@${digest} # kept
          ports: [{ containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /readyz, port: 8080 }, periodSeconds: 1 }
`;

/** Watches the folder of the environment repository and undoes whatever differs from it. */
const application = () => ({
	apiVersion: "argoproj.io/v1alpha1",
	kind: "Application",
	metadata: { name: service },
	spec: {
		project: "default",
		source: { repoURL: `${github.gitUrl}/${slug}.git`, path: `${environment}/${service}`, targetRevision: "main" },
		destination: {
			server: `https://127.0.0.1:${readFileSync(join(cluster.stateDir, "port"), "utf8").trim()}`,
			namespace: environment,
		},
		syncPolicy: { automated: { prune: true, selfHeal: true } },
	},
});
const place = async () => (await listPlaces(developer, { service, limit: 10 })).items[0];
const said = () => github.read(slug, path);
const become = (id: string, what: object) =>
	vi.waitFor(async () => {
		const found = await getDeployment(developer, id);
		expect(found).toMatchObject(what);
		return found;
	}, soon);
const deploy = async (version: string) => {
	const digest = await makeVersion(cluster, service, { version });
	return { digest, ...(await requestDeployment(developer, { service, environment, digest })) };
};

describe("a deployment by Git that Argo CD brings to the cluster", () => {
	it("is done when the pods run what Argo CD synced, and nobody else is taken for its author", async () => {
		const { id, digest } = await deploy("1.1.0");
		await become(id, { status: "watching", way: "gitops", carrier: { kind: "git", sha: expect.any(String) } });
		expect(await said()).toBe(manifest(digest));
		expect(await place()).toMatchObject({ runningDigest: digest });
		expect(await db().deployment.count({ where: { kind: "external", digest } })).toBe(0);
		const [{ connectionId } = { connectionId: "" }] = await db().deploymentTarget.findMany();
		await vi.waitFor(
			async () => expect(await readDelivery(clusterOf(connectionId), follow)).toMatchObject({ ok: true }),
			soon,
		);
	}, 120_000);

	it("is rolled back by a commit that Argo CD follows", async () => {
		const { id } = await rollBackDeployment(developer, { service, environment, reason: "wrong prices" });
		await become(id, { status: "watching" });
		expect(await said()).toBe(manifest(first));
		expect(await place()).toMatchObject({ runningDigest: first });
	}, 120_000);

	it("fails in Argo CD's words when the cluster does not take what Git says, long before its deadline", async () => {
		const digest = await makeVersion(cluster, service, { version: "1.2.0" });
		const tried = { spec: { template: { spec: { containers: [{ name: "app", image: `${image()}@${digest}` }] } } } };
		const message = "this version was not reviewed";
		await denyImage(cluster, { name: "reviewed-only", of: "deployments", digest, message }, () =>
			cluster.send("PATCH", `${workload}?dryRun=All`, tried),
		);
		const { id } = await requestDeployment(developer, { service, environment, digest });
		const { outcome } = await become(id, { status: "failed", outcome: { code: "delivery-failed", what: "Argo CD" } });
		expect(outcome?.message).toContain(message);
		expect(await place()).toMatchObject({ runningDigest: first, status: "healthy" });
		await rollBackDeployment(developer, { service, environment, deploymentId: id, reason: "not reviewed" });
		await vi.waitFor(async () => expect(await said()).toBe(manifest(first)), soon);
	}, 180_000);
});
