import { writeSeededAt } from "../history/seeded-at.ts";
import { onEnd } from "../part/on-end.ts";
import { claimDataFolder } from "./claim-data-folder.ts";
import { Parts } from "./parts.ts";
import { stopRealControlPlane } from "./real-control-plane.ts";
import { refuseBusyPorts } from "./refuse-busy-ports.ts";
import type { SandboxOptions } from "./sandbox-options.ts";
import { startAll } from "./start-all.ts";

/**
 * Runs the whole sandbox until it is asked to end. On stdout: `configured FILE` as soon as Lazo can be told about it,
 * `sandbox ready` and `ready` when everything serves. Throws when it cannot start; ends when a part does.
 */
export async function runSandbox(options: SandboxOptions): Promise<void> {
	const { dataDir, port, controlPlane } = options;
	await refuseBusyPorts(portsOf(port, controlPlane));
	claimDataFolder(dataDir, port);
	writeSeededAt(dataDir);
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
		await Promise.race([startAll(options, parts, (file) => console.log(`configured ${file}`)), died]);
		console.log("sandbox ready");
		console.log("ready");
		await died;
	} catch (error) {
		await stop();
		throw error;
	}
}

function portsOf(port: number, controlPlane: SandboxOptions["controlPlane"]): Record<string, number> {
	const ports = {
		"the image registry": port,
		"the Kubernetes API": port + 1,
		GitHub: port + 2,
		"sign-in (OIDC)": port + 3,
		telemetry: port + 4,
		Prometheus: port + 5,
		Alertmanager: port + 6,
		"the kubelet": port + 7,
	};
	return controlPlane === "real" ? { ...ports, "the real Kubernetes API": port + 20 } : ports;
}
