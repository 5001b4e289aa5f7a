import { readFileSync } from "node:fs";
import { join } from "node:path";
import { watchFaults } from "../faults.ts";
import { startRealControlPlane } from "./real-control-plane.ts";

/**
 * Carries out the fault `cluster-gone` on a real control plane: ends its API server, and starts it again when mended.
 * The sandbox's own API server does so by itself. Returns how to stop watching.
 */
export function followClusterGone(dataDir: string, port: number): () => void {
	let isGone = false;
	// One after the other: a break during a start would find no process to end.
	let turn: Promise<unknown> = Promise.resolve();
	return watchFaults(dataDir, (faults) => {
		const goes = faults.some(({ fault }) => fault === "cluster-gone");
		if (goes === isGone) return;
		isGone = goes;
		turn = turn
			.then(async () => {
				if (goes) endApiServer(dataDir);
				else await startRealControlPlane(dataDir, port);
			})
			.catch((error: unknown) => console.error("cluster-gone:", error));
	});
}

function endApiServer(dataDir: string): void {
	const pid = Number(readFileSync(join(dataDir, "control-plane", "pid", "apiserver"), "utf8"));
	process.kill(pid, "SIGKILL");
}
