import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { endPart, startPart, type TestCluster } from "#server/deployments/testing/cluster.ts";
import { freePorts } from "../../../scripts/free-ports.ts";

/**
 * Starts a real Prometheus beside a cluster, and shoppers that ask the ready addresses of its Services: each pod that belongs to
 * the sandbox's company is measured every two seconds. Returns where Prometheus answers.
 */
export async function measureCluster(cluster: TestCluster): Promise<{ url: string; stop: () => Promise<void> }> {
	const folder = join(cluster.stateDir, "measured");
	mkdirSync(folder, { recursive: true });
	copyFileSync(cluster.kubeconfigFile, join(folder, "kubeconfig"));
	const base = await freePorts();
	const common = ["--data", folder, "--port", String(base)];
	const parts = [await startPart("traffic", common), await startPart("prometheus", common)];
	return {
		url: `http://127.0.0.1:${base + 5}`,
		stop: async () => {
			await Promise.all(parts.map(endPart));
		},
	};
}
