import { rollbackPreviewSchema } from "#server/deployments/schema.ts";
import { startTestCluster, type TestCluster } from "#server/deployments/testing/cluster.ts";
import { deploymentsWorker } from "#server/deployments/worker.ts";
import { startJobs, stopJobs } from "#server/platform/jobs.ts";
import type { Handlers } from "#server/platform/rpc.ts";
import { createTestDatabase } from "#server/platform/testing/database.ts";
import { workloadsWorker } from "../worker.ts";

/** What the worker answers to web. */
export const workerHandlers: Handlers = new Map();

/** Runs what the worker does for deployments and workloads in this process. Returns how to stop it. */
export async function startWorkerFeatures(): Promise<() => Promise<void>> {
	await startJobs(true);
	const stops: (() => Promise<void>)[] = [];
	for (const feature of [deploymentsWorker, workloadsWorker]) {
		stops.push(await feature.start({ handlers: workerHandlers, address: "http://127.0.0.1:1" }));
	}
	return async () => {
		for (const stop of stops.reverse()) await stop();
		await stopJobs();
	};
}

/** Asks as web does, without the wire. */
export async function sendHandlers(call: string, input: unknown) {
	return rollbackPreviewSchema.parse(await workerHandlers.get(call)?.(input, new AbortController().signal));
}

/** Makes the account that Lazo has in a cluster; resolves with its kubeconfig. */
export type MakeAccount = (cluster: TestCluster) => Promise<string>;

/**
 * A fresh database, a cluster of real processes and the worker's part on both; `stop` takes all of it away. For tests. Without
 * an account of its own Lazo may do everything there.
 */
export async function startWorkerOnCluster(
	makeAccount: MakeAccount = async ({ kubeconfigFile }) => kubeconfigFile,
): Promise<{ cluster: TestCluster; stop: () => Promise<void> }> {
	const database = await createTestDatabase("worker");
	const cluster = await startTestCluster();
	process.env.KUBERNETES_KUBECONFIG_FILE = await makeAccount(cluster);
	const stopFeatures = await startWorkerFeatures();
	return {
		cluster,
		stop: async () => {
			await stopFeatures();
			await cluster.stop();
			await database.drop();
		},
	};
}
