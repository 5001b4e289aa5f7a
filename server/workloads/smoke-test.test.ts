import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { listSmokeTests } from "#server/deployments/smoke/list-smoke-tests.ts";
import { runSmokeTest } from "#server/deployments/smoke/run-smoke-test.ts";
import { askable, setSmokeTest } from "#server/deployments/smoke/set-smoke-test.ts";
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

beforeAll(async () => {
	({ cluster, stop } = await startWorkerOnCluster());
	const team = await makeTeam("payments");
	developer = team.developer;
	keeper = await makePerson("the-lead", team.teamId, "lead");
	await makeService("checkout", team.teamId, "on-failure");
	await makeNamespace(cluster, "staging");
	const digest = await makeVersion(cluster, "checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: "staging", service: "checkout", digest });
	await cluster.send("POST", "/api/v1/namespaces/staging/services", {
		...{ apiVersion: "v1", kind: "Service", metadata: { name: "checkout", namespace: "staging" } },
		spec: { selector: { app: "checkout" }, ports: [{ name: "http", port: 80, targetPort: 8080 }] },
	});
	await vi.waitFor(async () => {
		const [place] = (await listPlaces(developer, { service: "checkout", limit: 10 })).items;
		expect(place).toMatchObject({ status: "healthy", runningDigest: digest });
	}, soon);
}, 90_000);
afterAll(() => stop?.(), 60_000);

/** Deploys a new version and tries it as the worker does. */
async function deployAndTry(version: string, errorRate = 0) {
	const digest = await makeVersion(cluster, "checkout", { version, errorRate });
	const { id } = await requestDeployment(developer, { ...where, digest });
	await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("watching"), soon);
	await runSmokeTest(id);
	return id;
}
const choose = (path: string, port: number | string = "http") =>
	setSmokeTest(keeper, where, { kind: "http", service: null, port, path });

describe("a smoke test (D18)", () => {
	it("is chosen by who keeps the place", async () => {
		const test = { kind: "http", service: null, port: 80, path: "/healthz" } as const;
		await expect(setSmokeTest(developer, where, test)).rejects.toMatchObject({ status: 403 });
		await setSmokeTest(keeper, where, test);
		expect((await listSmokeTests(developer, "checkout")).items).toMatchObject([{ test, mayConfigure: false }]);
	});

	it("lets a version be that answers, through the API server", async () => {
		const id = await deployAndTry("1.1.0");
		expect(await db().smokeRun.findFirst({ where: { deploymentId: id } })).toMatchObject({
			...{ status: "passed", result: { code: "passed", attempts: 1 } },
		});
		expect((await getDeployment(developer, id)).status).toBe("watching");
		await runSmokeTest(id);
		expect(await db().smokeRun.count({ where: { deploymentId: id } })).toBe(1);
	}, 60_000);

	it("fails nothing when it could not be made", async () => {
		await setSmokeTest(keeper, where, { kind: "http", service: "nobody", port: 80, path: "/healthz" });
		const id = await deployAndTry("1.2.0");
		expect((await getDeployment(developer, id)).status).toBe("watching");
		expect(await db().smokeRun.findFirst({ where: { deploymentId: id } })).toMatchObject({
			...{ status: "failed", result: { code: "not-allowed", status: 404, attempts: 1 } },
		});
	}, 60_000);

	it("fails a version that does not answer well, which is taken back by itself", async () => {
		await choose("/api/checkout");
		const id = await deployAndTry("1.3.0", 1);
		expect(await getDeployment(developer, id)).toMatchObject({
			outcome: { code: "smoke-test", status: 500, path: "/api/checkout" },
		});
		await vi.waitFor(async () => expect((await getDeployment(developer, id)).status).toBe("rolled_back"), soon);
	}, 90_000);
});

describe("what a smoke test may ask for", () => {
	const tried = (change: object) =>
		askable.safeParse({ kind: "http", service: "checkout", port: 80, path: "/", ...change }).success;

	it.each(["/", "/healthz", "/api/v1/things?limit=1", "/a.b/c"])("takes the path %s", (path) => {
		expect(tried({ path })).toBe(true);
	});

	it.each([
		...[
			"",
			"healthz",
			"//../secrets",
			"/../secrets",
			"/a/../../b",
			"/a/..",
			"/%2e%2e/b",
			"/a/%2E%2e%2fb",
			"/.",
			"/a b",
		],
		...["/a\\b", "/%5c..", "/\n", "/..?x"],
	])("refuses the path %j, which could leave the service", (path) => {
		expect(tried({ path })).toBe(false);
	});

	it.each([0, 65_536, "HTTP", "http/../x", "80:90"])("refuses the port %j", (port) => {
		expect(tried({ port })).toBe(false);
	});

	it.each(["../x", "a/b", "A", "", "x:80"])("refuses the service %j", (service) => {
		expect(tried({ service })).toBe(false);
	});
});
