import { writeFaults } from "../faults.ts";
import { writeSeededAt } from "../history/seeded-at.ts";
import { onEnd } from "../part/on-end.ts";
import { claimDataFolder } from "./claim-data-folder.ts";
import { Parts } from "./parts.ts";
import { stopRealControlPlane } from "./real-control-plane.ts";
import { refuseBusyPorts } from "./refuse-busy-ports.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import { sandboxPorts } from "./sandbox-ports.ts";
import { startAll } from "./start-all.ts";

/**
 * Runs the whole sandbox until it is asked to end. On stdout: `configured` as soon as Lazo can be told about it,
 * `sandbox ready` and `ready` when everything serves. Throws when it cannot start; ends when a part does.
 */
export async function runSandbox(options: SandboxOptions): Promise<void> {
	const { dataDir, port, controlPlane } = options;
	await refuseBusyPorts(sandboxPorts(port, controlPlane));
	claimDataFolder(options);
	writeSeededAt(dataDir);
	// A start begins whole: what was broken on purpose in the last run is mended.
	writeFaults(dataDir, []);
	const parts = new Parts(options);
	const stop = () =>
		Promise.all([parts.end(), controlPlane === "real" ? stopRealControlPlane(dataDir).catch(() => {}) : null]);
	process.once("exit", () => parts.kill());
	onEnd(async () => {
		await stop();
	}, 5000);
	const died = parts.firstDeath.then((message) => {
		throw new Error(message);
	});
	try {
		await Promise.race([startAll(options, parts, () => console.log("configured")), died]);
		console.log("sandbox ready");
		console.log("ready");
		await died;
	} catch (error) {
		await stop();
		throw error;
	}
}
