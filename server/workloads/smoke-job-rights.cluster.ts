import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { runSmokeTest } from "#server/deployments/smoke/run-smoke-test.ts";
import { setSmokeTest } from "#server/deployments/smoke/set-smoke-test.ts";
import type { TestCluster } from "#server/deployments/testing/cluster.ts";
import {
	makeNamespace,
	makeService,
	makeTeam,
	makeVersion,
	makeWorkload,
} from "#server/deployments/testing/company.ts";
import { makePerson } from "#server/deployments/testing/place.ts";
import type { Actor } from "#server/platform/actor.ts";
import { grantRights, looks, makeFewRights, rule } from "./testing/few-rights.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

// Only a real control plane asks RBAC and quotas before it takes a Job.

const where = { service: "checkout", environment: "staging" };
const soon = { timeout: 40_000, interval: 100 };
const job = { kind: "job" as const, image: null, command: ["/workload"], args: ["check"], serviceAccount: null };
/** Everything that Lazo needs for deploying, but Jobs. */
const sees = [
	rule("apps", ["deployments", "daemonsets", "statefulsets"], [...looks, "patch"]),
	rule("apps", ["replicasets"], looks),
	rule("autoscaling", ["horizontalpodautoscalers"], looks),
	rule("", ["pods", "pods/log", "events", "namespaces"], looks),
];
let cluster: TestCluster;
let developer: Actor;
let stop: () => Promise<void>;

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster((made) => makeFewRights(made, sees)));
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService("checkout", team.teamId, "on-failure");
	await makeNamespace(cluster, "staging");
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: "staging", service: "checkout", digest });
	await vi.waitFor(async () => {
		const [place] = (await listPlaces(developer, { service: "checkout", limit: 10 })).items;
		expect(place).toMatchObject({ status: "healthy", runningDigest: digest });
	}, soon);
	await setSmokeTest(await makePerson("the-lead", team.teamId, "lead"), where, job);
}, 180_000);
afterAll(() => stop?.(), 60_000);

/** Deploys a version and waits for what came of its smoke test, as its page tells it. */
async function tried(version: string) {
	const digest = await makeVersion(cluster, "checkout", { version });
	const { id } = await requestDeployment(developer, { ...where, digest });
	await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
	await runSmokeTest(id);
	return vi.waitFor(async () => {
		const { status, smokeJob, events } = await getDeployment(developer, id);
		expect(smokeJob?.code).not.toBeNull();
		return { status, smokeJob, told: events.find(({ type }) => type === "deployment.smoke-tested")?.data };
	}, soon);
}

describe("a smoke test by a Job in the name of an account with few rights (D18)", () => {
	it("names the verb and the resource that the account lacks, and fails nothing", async () => {
		const { status, told } = await tried("1.1.0");
		expect(told).toMatchObject({ code: "job-not-allowed", verb: "get", resource: "jobs.batch" });
		expect(status).toBe("watching");
		await grantRights(cluster, [...sees, rule("batch", ["jobs"], ["get"])]);
		expect((await tried("1.2.0")).told).toMatchObject({ code: "job-not-allowed", verb: "create" });
	}, 120_000);

	it("needs no other rights than to get and to create Jobs", async () => {
		await grantRights(cluster, [...sees, rule("batch", ["jobs"], ["get", "create"])]);
		expect(await tried("1.3.0")).toMatchObject({ status: "watching", smokeJob: { code: "job-passed", exitCode: 0 } });
	}, 90_000);

	it("tells the words of a quota that lets no Job in, and fails nothing", async () => {
		const quotas = "/api/v1/namespaces/staging/resourcequotas";
		await cluster.send("POST", quotas, { metadata: { name: "jobs" }, spec: { hard: { "count/jobs.batch": "1" } } });
		await vi.waitFor(async () => {
			expect(await cluster.send("GET", `${quotas}/jobs`)).toMatchObject({
				status: { used: { "count/jobs.batch": "1" } },
			});
		}, soon);
		const { status, told } = await tried("1.4.0");
		expect(told).toMatchObject({ code: "job-not-started", why: expect.stringContaining("exceeded quota: jobs") });
		expect(status).toBe("watching");
	}, 90_000);
});
