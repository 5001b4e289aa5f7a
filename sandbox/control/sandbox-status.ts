import { connect } from "node:net";
import { readFaults } from "../faults.ts";
import { readClaim } from "../supervisor/claim-data-folder.ts";
import { sandboxPorts } from "../supervisor/sandbox-ports.ts";
import { describeFault } from "./fault-kinds.ts";

/** What runs in a data folder and what is broken there, in lines for a person. */
export async function sandboxStatus(dataDir: string): Promise<string> {
	const claim = readClaim(dataDir);
	if (!claim) return `No sandbox has been started in ${dataDir}. Start one with: npm start`;
	if (!claim.running) return `The sandbox in ${dataDir} does not run; its data is kept. Start it with: npm start`;
	const lines = [`The sandbox runs in ${dataDir} (process ${claim.pid}).`, ""];
	for (const [name, port] of Object.entries(sandboxPorts(claim.port, claim.controlPlane))) {
		lines.push(`  ${(await listens(port)) ? "serves" : "silent"}  127.0.0.1:${port}  ${name}`);
	}
	const faults = readFaults(dataDir);
	lines.push("", faults.length === 0 ? "Nothing is broken." : "Broken:");
	for (const fault of faults) lines.push(`  ${[fault.fault, fault.target].join(" ").trim()}: ${describeFault(fault)}`);
	return lines.join("\n");
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ port, host: "127.0.0.1", timeout: 1000 });
		const answer = (result: boolean) => {
			socket.destroy();
			resolve(result);
		};
		socket.once("connect", () => answer(true));
		socket.once("error", () => answer(false));
		socket.once("timeout", () => answer(false));
	});
}
