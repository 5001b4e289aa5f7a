import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import { freePort } from "#server/platform/testing/postgres.ts";
import { requestDeployment } from "./request-deployment.ts";
import { startTestCluster, type TestCluster } from "./testing/cluster.ts";
import { makeNamespace, makeService, makeTeam, makeVersion, makeWorkload } from "./testing/company.ts";

const root = resolve(import.meta.dirname, "../..");
const environment = "staging";
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });
let database: TestDatabase;
let cluster: TestCluster;
let developer: Actor;
let worker: ChildProcess | undefined;

beforeAll(async () => {
	database = await createTestDatabase();
	cluster = await startTestCluster();
	const team = await makeTeam("payments");
	developer = team.developer;
	await makeService("checkout", team.teamId, "on-failure");
	await makeNamespace(cluster, environment);
}, 90_000);
afterAll(async () => {
	await kill();
	await cluster?.stop();
	await database?.drop();
}, 60_000);

async function startWorker(): Promise<void> {
	const child = spawn(process.execPath, [join(root, "server/worker/main.ts")], {
		cwd: root,
		stdio: ["ignore", "ignore", "inherit"],
		env: {
			...process.env,
			DATABASE_URL: database.url,
			WORKER_PORT: String(await freePort()),
			KUBERNETES_KUBECONFIG_FILE: cluster.kubeconfigFile,
			LOG_LEVEL: "error",
		},
	});
	worker = child;
}

/** As a power cut would: no handler runs. */
async function kill(): Promise<void> {
	if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
	const gone = once(worker, "exit");
	worker.kill("SIGKILL");
	await gone;
}

const generationOf = async () => {
	const live = await cluster.send("GET", `/apis/apps/v1/namespaces/${environment}/deployments/checkout`);
	return (live as { metadata: { generation: number } }).metadata.generation;
};

describe("a worker that is killed", () => {
	it("in the middle of a rollback goes on where it was: nothing lost, nothing done twice", async () => {
		await startWorker();
		const good = await makeVersion(cluster, "checkout", { version: "1.0.0" });
		await makeWorkload(cluster, { namespace: environment, service: "checkout", digest: good });
		await vi.waitFor(
			async () => expect(await db().serviceEnvironment.findFirst()).toMatchObject({ runningDigest: good, ready: 2 }),
			seconds(60),
		);
		const before = await generationOf();
		const bad = await makeVersion(cluster, "checkout", { version: "2.0.0", crashAfterMs: 300 });
		const { id } = await requestDeployment(developer, { service: "checkout", environment, digest: bad });
		await kill();
		await startWorker();
		await vi.waitFor(
			async () => expect((await db().deployment.findUnique({ where: { id } }))?.status).toBe("rolling"),
			seconds(60),
		);
		await vi.waitFor(
			async () => expect(await db().deployment.count({ where: { rollbackOfId: id } })).toBe(1),
			seconds(60),
		);
		await kill();
		await startWorker();
		await vi.waitFor(
			async () => expect((await db().deployment.findUnique({ where: { id } }))?.status).toBe("rolled_back"),
			seconds(90),
		);
		expect(await db().deployment.findMany({ select: { kind: true }, orderBy: { requestedAt: "asc" } })).toEqual([
			{ kind: "deploy" },
			{ kind: "rollback" },
		]);
		expect(await generationOf()).toBe(before + 2);
		const told = await db().loopEvent.groupBy({
			by: ["type", "subjectId"],
			_count: true,
			where: { subjectKind: "deployment" },
		});
		expect(told.filter(({ _count }) => _count > 1)).toEqual([]);
	}, 240_000);
});
