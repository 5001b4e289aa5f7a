import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import type { TestCluster, Version } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import type { Actor } from "#server/platform/actor.ts";
import { measureCluster } from "./testing/measure-cluster.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

// The real controller asks a real Prometheus, which measures real pods while shoppers ask them.

const argoUp = resolve(import.meta.dirname, "../../e2e/control-plane/argo-up");
const environment = "production";
const service = "web-shop";
const soon = { timeout: 90_000, interval: 100 };
let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;
let measured: Awaited<ReturnType<typeof measureCluster>>;

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	measured = await measureCluster(cluster);
	const team = await makeTeam("storefront");
	developer = team.developer;
	await makeService(service, team.teamId, "on-failure");
	await makeNamespace(cluster, environment);
	await promisify(execFile)(argoUp, [cluster.stateDir, "rollouts"]);
	const asked = { selector: { app: service }, ports: [{ port: 80, targetPort: 8080 }] };
	await cluster.send("POST", `/api/v1/namespaces/${environment}/services`, {
		metadata: { name: service },
		spec: asked,
	});
	const templates = `/apis/argoproj.io/v1alpha1/namespaces/${environment}/analysistemplates`;
	await cluster.send("POST", templates, analysisTemplate(measured.url));
}, 900_000);
afterAll(async () => {
	await measured?.stop();
	await stop?.();
}, 60_000);

/** At most five of a hundred requests of the newest pods may fail, asked every second; nothing is said before there were any. */
function analysisTemplate(address: string) {
	const requests = (more = "") =>
		`sum(rate(http_requests_total{service="${service}",pod=~"${service}-{{args.hash}}-.*"${more}}[10s]))`;
	const query = `(${requests(',status=~"5.."')} or vector(0)) / ${requests()}`;
	const successCondition = "len(result) == 0 || isNaN(result[0]) || result[0] < 0.05";
	const metric = { name: "errors", interval: "1s", count: 20, successCondition };
	return {
		...{ apiVersion: "argoproj.io/v1alpha1", kind: "AnalysisTemplate", metadata: { name: "errors" } },
		spec: { args: [{ name: "hash" }], metrics: [{ ...metric, provider: { prometheus: { address, query } } }] },
	};
}

const healthy = (digest: string) =>
	vi.waitFor(async () => {
		const [place] = (await listPlaces(developer, { service, limit: 10 })).items;
		expect(place).toMatchObject({ status: "healthy", ready: 2, runningDigest: digest });
	}, soon);
const reaches = (id: string, expected: object) =>
	vi.waitFor(async () => {
		const found = await getDeployment(developer, id);
		expect(found).toMatchObject(expected);
		return found;
	}, soon);
async function deploy(version: Version) {
	const digest = await makeVersion(cluster, service, version);
	return { digest, ...(await requestDeployment(developer, { service, environment, digest })) };
}

describe("an analysis of Argo Rollouts that asks Prometheus (D11)", () => {
	let good = "";

	it("is shown with what it read, and the rollout goes on when that held", async () => {
		const hash = { name: "hash", valueFrom: { podTemplateHashValue: "Latest" } };
		const analysis = { templates: [{ templateName: "errors" }], args: [hash] };
		const first = await makeVersion(cluster, service, { version: "1.0.0" });
		await makeWorkload(cluster, {
			...{ namespace: environment, service, digest: first, kind: "Rollout" },
			spec: { strategy: { canary: { steps: [{ setWeight: 50 }, { analysis }] } } },
		});
		await healthy(first);
		const { id, digest } = await deploy({ version: "1.1.0" });
		const read = { status: "Running", metrics: [{ name: "errors", value: "[0]", failed: 0 }] };
		await reaches(id, { status: "rolling", progress: { stages: { step: 1, analysis: read } } });
		await reaches(id, { status: "watching", progress: { stages: { stable: true } } });
		await healthy(digest);
		good = digest;
	}, 240_000);

	it("takes back a version of which half the requests fail", async () => {
		const { id } = await deploy({ version: "1.2.0", errorRate: 0.5 });
		const { outcome } = await reaches(id, { status: "rolled_back", outcome: { code: "stages-aborted" } });
		expect(outcome?.message).toContain('Metric "errors" assessed Failed');
		await healthy(good);
	}, 240_000);
});
