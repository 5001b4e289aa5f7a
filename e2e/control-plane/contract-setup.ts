import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startControlPlane } from "./cluster.ts";
import { startJoinedCluster } from "./join-sandbox-kubelet.ts";
import { pushContractImages } from "./push-contract-images.ts";

let takeDown = async (): Promise<void> => {};

/**
 * Vitest's global setup for the contract of Kubernetes against a real control plane, joined by the sandbox's kubelet.
 * With `LAZO_TEST_CLUSTER=use-my-kubeconfig` the contract is held to that cluster instead, which must be able to pull
 * the `CONTRACT_IMAGE_*` of the environment.
 */
export async function setup(): Promise<void> {
	if (process.env.LAZO_TEST_CLUSTER === "use-my-kubeconfig") return;
	const stateDir = mkdtempSync(path.join(tmpdir(), "kubernetes-contract-"));
	const options = { stateDir, port: 17_543, nodes: ["harbor-1", "harbor-2", "harbor-3"] };
	// An API server that was restarted has forgotten old revisions, as every cluster of some age has.
	process.env.CONTRACT_EXPIRED_REVISION = "1";
	const first = await startControlPlane(options);
	await first.stop();
	const cluster = await startJoinedCluster(options);
	takeDown = async () => {
		await cluster.stop();
		rmSync(stateDir, { recursive: true, force: true });
	};
	process.env.KUBECONFIG = cluster.kubeconfigFile;
	Object.assign(process.env, await pushContractImages(cluster.registryUrl));
}

/** Stops what `setup` started and removes its data. */
export async function teardown(): Promise<void> {
	await takeDown();
}
