import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import { makeNamespace, makeService, makeTeam, makeWorkload } from "#server/deployments/testing/company.ts";
import { db } from "#server/platform/database.ts";
import { newSealKeys, seal } from "#server/platform/seal.ts";
import { createTestDatabase, type TestDatabase } from "#server/platform/testing/database.ts";
import type { Stop } from "#server/worker/feature.ts";
import { watchAddedClusters } from "./watch-added-clusters.ts";

const keys = newSealKeys();
const soon = { timeout: 20_000, interval: 100 };
let database: TestDatabase;
let cluster: TestCluster;
let stop: Stop;

beforeAll(async () => {
	process.env.SEAL_PRIVATE_KEY = keys.privateKey;
	database = await createTestDatabase("worker");
	cluster = await startTestCluster();
	const { teamId } = await makeTeam("payments");
	await makeService("checkout", teamId);
	await makeNamespace(cluster, "staging");
	const digest = await cluster.push("checkout", { version: "1.0.0" });
	await makeWorkload(cluster, { namespace: "staging", service: "checkout", digest });
	stop = watchAddedClusters({ address: "http://127.0.0.1:1", everyMs: 100 });
}, 90_000);
afterAll(async () => {
	await stop?.();
	await cluster?.stop();
	await database?.drop();
}, 60_000);

const text = z.string();

/** Address, CA and token of the cluster, as a person copies them out of the kubeconfig. */
function access() {
	const [config] = readKubeconfig(cluster.kubeconfigFile);
	const there = config?.kubeConfig.getCurrentCluster();
	const caFile = there?.caFile;
	const ca = caFile ? readFileSync(caFile, "utf8") : Buffer.from(text.parse(there?.caData), "base64").toString();
	return { url: text.parse(there?.server), ca, token: text.parse(config?.kubeConfig.getCurrentUser()?.token) };
}

const add = async (name: string, token: string) => {
	const { url, ca } = access();
	const sealedCredential = new Uint8Array(seal(token, keys.publicKey));
	const data = { kind: "kubernetes", name, url, settings: { ca }, source: "settings", sealedCredential };
	return (await db().connection.create({ data })).id;
};
const health = (id: string) => db().connection.findUniqueOrThrow({ where: { id } });

describe("watchAddedClusters", () => {
	let id: string;

	it("watches a cluster from the moment it is added, by its sealed token and its own CA", async () => {
		id = await add("harbor", access().token);
		await vi.waitFor(async () => {
			const found = await db().workload.findFirst({ where: { connectionId: id } });
			expect(found).toMatchObject({ name: "checkout", namespace: "staging", environment: "staging" });
		}, soon);
		expect((await health(id)).lastSuccessAt).not.toBeNull();
		expect(await db().lease.count({ where: { name: `cluster:${id}` } })).toBe(1);
	}, 30_000);

	it("says on the connection that its token is not taken, and takes a better one", async () => {
		const other = await add("wrong", "not-the-token");
		await vi.waitFor(async () => {
			expect((await health(other)).lastError).toMatchObject({ code: "cluster-unauthorized" });
		}, soon);
		const sealedCredential = new Uint8Array(seal(access().token, keys.publicKey));
		await db().connection.update({ where: { id: other }, data: { sealedCredential } });
		await vi.waitFor(async () => expect((await health(other)).lastSuccessAt).not.toBeNull(), soon);
	}, 50_000);

	it("says so when the credential was sealed for another key", async () => {
		const other = await add("sealed", access().token);
		const sealedCredential = new Uint8Array(seal(access().token, newSealKeys().publicKey));
		await db().connection.update({ where: { id: other }, data: { sealedCredential } });
		await vi.waitFor(async () => {
			expect((await health(other)).lastError).toMatchObject({ code: "cluster-credential" });
		}, soon);
	}, 30_000);

	it("lets go of a cluster that is removed", async () => {
		await db().connection.update({ where: { id }, data: { removedAt: new Date(), sealedCredential: null } });
		await vi.waitFor(async () => {
			expect(() => clusterOf(id)).toThrow("neither in the worker's kubeconfig");
			expect(await db().lease.count({ where: { name: `cluster:${id}` } })).toBe(0);
		}, soon);
	}, 30_000);
});
