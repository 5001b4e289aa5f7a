import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { environments, services } from "../company/company.ts";
import { ApiClient, patchTypes } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";
import { setUpCluster } from "./set-up-cluster.ts";
import { waitForRollouts } from "./wait-for-rollouts.ts";

let dataDir: string;
let apiServer: ChildProcess;
let client: ApiClient;
let port: number;

const dataSchema = z.object({ data: z.record(z.string(), z.string()) });
const deploymentSchema = z.object({
	metadata: z.object({ resourceVersion: z.string() }),
	spec: z.object({
		replicas: z.number(),
		template: z.object({ spec: z.object({ containers: z.array(z.object({ image: z.string() })) }) }),
	}),
});

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const address = probe.address();
	probe.close();
	return typeof address === "object" && address ? address.port : 0;
}

/** Two good versions and a newer bad one of every service. */
function writeReleases(): void {
	mkdirSync(join(dataDir, "github"), { recursive: true });
	const story = [
		["production", "good"],
		["newer", "good"],
		["candidate", "errors"],
	] as const;
	const releases = services.flatMap((service, number) =>
		story.map(([name, behaviour], position) => ({
			service: service.name,
			version: name === "production" ? service.version : name,
			digest: `sha256:${String(number * 10 + position).padStart(64, "0")}`,
			createdAt: new Date(Date.UTC(2026, 0, 1 + position)).toISOString(),
			behaviour,
		})),
	);
	writeFileSync(join(dataDir, "github", "releases.json"), JSON.stringify(releases));
}

const checkout = (environment: string) => `/apis/apps/v1/namespaces/${environment}/deployments/checkout`;

async function deployment(environment: string) {
	return deploymentSchema.parse(await client.request({ method: "GET", path: checkout(environment) }));
}

beforeAll(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "cluster-setup-"));
	writeReleases();
	port = (await freePort()) - 1;
	const main = join(import.meta.dirname, "../kubernetes/main.ts");
	const args = ["--disable-warning=ExperimentalWarning", main, "--data", dataDir, "--port", String(port)];
	apiServer = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
	await once(apiServer.stdout ?? apiServer, "data");
	client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
}, 30_000);

afterAll(async () => {
	await client.close();
	apiServer.stdin?.end();
	await once(apiServer, "exit");
	rmSync(dataDir, { recursive: true });
});

describe("setUpCluster", () => {
	it("creates the company: the company's version in production, the newest good one elsewhere", async () => {
		const wanted = environments.length * (1 + 4 * services.length);
		expect(await setUpCluster(dataDir, port)).toBe(wanted);
		const number = services.findIndex(({ name }) => name === "checkout") * 10;
		const image = async (environment: string) =>
			(await deployment(environment)).spec.template.spec.containers[0]?.image;
		const prefix = `127.0.0.1:${port}/almena/checkout@sha256:`;
		expect(await image("production")).toBe(`${prefix}${String(number).padStart(64, "0")}`);
		expect(await image("staging")).toBe(`${prefix}${String(number + 1).padStart(64, "0")}`);
		expect((await deployment("production")).spec.replicas).toBe(3);
	});

	it("gives services a configuration that differs between environments, and secrets that staging shares at most", async () => {
		const dataOf = async (environment: string, object: string) => {
			const path = `/api/v1/namespaces/${environment}/${object}`;
			return dataSchema.parse(await client.request({ method: "GET", path })).data;
		};
		const production = await dataOf("production", "configmaps/checkout-config");
		expect(production).toMatchObject({ LOG_LEVEL: "info", DATABASE_NAME: "checkout-db" });
		expect(await dataOf("staging", "configmaps/checkout-config")).toMatchObject({
			...{ LOG_LEVEL: "debug", FEATURE_ONE_CLICK: "true" },
		});
		const [live, staging, development] = await Promise.all(
			["production", "staging", "development"].map((one) => dataOf(one, "secrets/checkout-secrets")),
		);
		expect(staging?.PROVIDER_API_KEY).toBe(development?.PROVIDER_API_KEY);
		expect(live?.PROVIDER_API_KEY).not.toBe(staging?.PROVIDER_API_KEY);
		expect(staging?.DATABASE_PASSWORD).not.toBe(development?.DATABASE_PASSWORD);
	});

	it("changes nothing the second time, not even what somebody has changed since", async () => {
		const body = { spec: { replicas: 5 } };
		await client.request({ method: "PATCH", path: checkout("production"), body, contentType: patchTypes.merge });
		expect(await setUpCluster(dataDir, port)).toBe(0);
		expect((await deployment("production")).spec.replicas).toBe(5);
	});

	it("brings back what somebody has deleted", async () => {
		await client.request({ method: "DELETE", path: checkout("staging") });
		expect(await setUpCluster(dataDir, port)).toBe(1);
	});
});

describe("waitForRollouts", () => {
	it("gives up in time and names the Deployments that have not all their pods", async () => {
		const late = await waitForRollouts(dataDir, { patienceMs: 300, since: 0 });
		expect(late).toContain("production/checkout");
		expect(late).not.toContain("development/legacy-reports");
	});
});
