import { setUpCluster } from "../cluster-setup/set-up-cluster.ts";
import { waitForRollouts } from "../cluster-setup/wait-for-rollouts.ts";
import { writeHistory } from "../history/write-history.ts";
import { writeLazoEnv } from "./lazo-env.ts";
import type { Parts } from "./parts.ts";
import { followClusterGone } from "./real-cluster-gone.ts";
import { startRealControlPlane } from "./real-control-plane.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import { realControlPlanePort } from "./sandbox-ports.ts";

/** Rollouts that need longer than this (a version that cannot start, say) do not hold up the rest. */
const rolloutPatienceMs = 20_000;

/** Starts all parts, in parallel where none needs the other. `onConfigured` is called when `lazo.env` is written. */
export async function startAll(options: SandboxOptions, parts: Parts, onConfigured: () => void): Promise<void> {
	const { dataDir, port } = options;
	const begun = Date.now();
	const identity = parts.start("identity");
	const apiServer = Promise.all([startApiServer(options, parts), identity]).then(([kubeletArguments]) => {
		writeLazoEnv(dataDir, port);
		onConfigured();
		return kubeletArguments;
	});
	const github = parts.start("registry").then(() => parts.start("github"));
	const cluster = Promise.all([apiServer, github]).then(() => setUpCluster(dataDir, port));
	await Promise.all([
		apiServer.then((kubeletArguments) => parts.start("kubelet", kubeletArguments)),
		apiServer.then(() => parts.start("traffic")),
		parts.start("prometheus"),
		parts.start("alertmanager"),
		github.then(() => writeHistory(dataDir, port)),
		cluster,
	]);
	if (options.controlPlane === "real") followClusterGone(dataDir, realControlPlanePort(port));
	const late = await waitForRollouts(dataDir, { patienceMs: rolloutPatienceMs, since: begun });
	if (late.length > 0) console.error(`not available yet: ${late.join(", ")}`);
}

/** Returns what the kubelet has to be told beyond the usual. */
async function startApiServer({ controlPlane, dataDir, port }: SandboxOptions, parts: Parts): Promise<string[]> {
	if (controlPlane === "real") return startRealControlPlane(dataDir, realControlPlanePort(port));
	await parts.start("kubernetes");
	return [];
}
