import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { followSmokeJobs } from "#server/deployments/smoke/follow-smoke-jobs.ts";
import { jobName } from "#server/deployments/smoke/job-body.ts";
import { runSmokeTest } from "#server/deployments/smoke/run-smoke-test.ts";
import type { JobTest } from "#server/deployments/smoke/schema.ts";
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
import { db } from "#server/platform/database.ts";
import { startWorkerOnCluster } from "./testing/start-features.ts";

let cluster: TestCluster;
let developer: Actor;
let keeper: Actor;
let stop: () => Promise<void>;
const where = { service: "checkout", environment: "staging" };
const soon = { timeout: 60_000, interval: 100 };
const check: JobTest = {
	...{ kind: "job", image: null, command: ["/workload"], args: ["check"], serviceAccount: null, minutes: 5 },
};

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	keeper = await makePerson("the-lead", team.teamId, "lead");
	await makeService("checkout", team.teamId, "on-failure");
	await makeNamespace(cluster, "staging");
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: "staging", service: "checkout", digest });
	await vi.waitFor(async () => {
		const [place] = (await listPlaces(developer, { service: "checkout", limit: 10 })).items;
		expect(place).toMatchObject({ status: "healthy", runningDigest: digest });
	}, soon);
}, 180_000);
afterAll(() => stop?.(), 60_000);

/** Deploys a new version and asks for its smoke test as the worker does, as often as a killed worker would. */
async function deployAndTry(version: string, errorRate = 0) {
	const digest = await makeVersion(cluster, "checkout", { version, errorRate });
	const { id } = await requestDeployment(developer, { ...where, digest });
	await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
	for (let times = 0; times < 2; times++) await runSmokeTest(id);
	return { id, digest };
}
const run = (id: string) => db().smokeRun.findFirstOrThrow({ where: { deploymentId: id } });
const ends = (id: string, how: object) => vi.waitFor(async () => expect(await run(id)).toMatchObject(how), soon);
const jobsPath = "/apis/batch/v1/namespaces/staging/jobs";

describe("a job that tries a new version (D18)", () => {
	it("is chosen by who keeps the place; in the name of a service account only by who operates all of them", async () => {
		await expect(setSmokeTest(developer, where, check)).rejects.toMatchObject({ status: 403 });
		const named = { ...check, serviceAccount: "deployer" };
		await expect(setSmokeTest(keeper, where, named)).rejects.toMatchObject({
			params: { action: "environment.reach" },
		});
		const serving = { ...check, command: [], args: [] };
		await expect(setSmokeTest(keeper, where, serving)).rejects.toThrow("never end");
		await setSmokeTest(keeper, where, check);
	});

	it("is made once beside the service, and lets a version be whose job ends well", async () => {
		const { id, digest } = await deployAndTry("1.1.0");
		await Promise.all([followSmokeJobs(new Date()), followSmokeJobs(new Date())]);
		await ends(id, { status: "passed", result: { code: "job-passed" } });
		const { smokeJob } = await getDeployment(developer, id);
		expect(smokeJob).toMatchObject({ name: jobName(id), exitCode: 0, image: expect.stringContaining(digest) });
		expect(smokeJob?.lines).toContain("10 of 10 requests were answered well");
		expect(await cluster.send("GET", jobsPath)).toMatchObject({
			items: [
				{
					metadata: { name: jobName(id), labels: { "lazo.dev/smoke-test": id } },
					spec: {
						backoffLimit: 0,
						template: { spec: { restartPolicy: "Never", automountServiceAccountToken: false } },
					},
				},
			],
		});
		expect((await getDeployment(developer, id)).status).toBe("watching");
	}, 90_000);

	it("says nothing of a version when it cannot be started, and why", async () => {
		await setSmokeTest(keeper, where, { ...check, image: `${cluster.registry}/almena/nothing:1` });
		const { id } = await deployAndTry("1.2.0");
		await vi.waitFor(async () => {
			const { smokeJob } = await getDeployment(developer, id);
			expect(smokeJob?.waiting).toMatch(/ErrImagePull|ImagePullBackOff/);
		}, soon);
		await followSmokeJobs(new Date(Date.now() + 6 * 60_000));
		expect(await run(id)).toMatchObject({ status: "failed", result: { code: "job-not-started" } });
		const { status, events } = await getDeployment(developer, id);
		expect(status).toBe("watching");
		expect(events.at(-1)).toMatchObject({
			type: "deployment.smoke-tested",
			data: { code: "job-not-started", why: expect.stringMatching(/nothing:1/) },
		});
	}, 90_000);

	it("fails a version whose job fails, which is taken back by itself", async () => {
		await setSmokeTest(keeper, where, check);
		const { id } = await deployAndTry("1.3.0", 1);
		await vi.waitFor(async () => {
			expect((await getDeployment(developer, id)).outcome).toMatchObject({ code: "smoke-job-failed", exitCode: 1 });
		}, soon);
		const { smokeJob } = await getDeployment(developer, id);
		expect(smokeJob).toMatchObject({ status: "failed", exitCode: 1 });
		expect(smokeJob?.lines?.join("\n")).toMatch(/0 of 10 requests/);
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("rolled_back"), soon);
	}, 120_000);

	it("says nothing of a version when somebody deletes it", async () => {
		await setSmokeTest(keeper, where, { ...check, args: [], minutes: 5 });
		const { id } = await deployAndTry("1.4.0");
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).smokeJob?.started).toBe(true), soon);
		await cluster.send("DELETE", `${jobsPath}/${jobName(id)}`, { propagationPolicy: "Background" });
		await ends(id, { status: "failed", result: { code: "job-lost" } });
		expect((await getDeployment(developer, id)).status).toBe("watching");
	}, 90_000);
});
