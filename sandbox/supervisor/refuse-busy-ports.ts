import { createServer } from "node:net";
import { portOwner } from "./port-owner.ts";

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
}

/** Throws, naming port, purpose and holder, when one of the ports is in use. `ports` maps purpose to port. */
export async function refuseBusyPorts(ports: Record<string, number>): Promise<void> {
	const busy: string[] = [];
	for (const [purpose, port] of Object.entries(ports)) {
		if (await isFree(port)) continue;
		const owner = portOwner(port);
		busy.push(`port ${port}, wanted for ${purpose}, is in use${owner ? ` by ${owner}` : ""}`);
	}
	if (busy.length > 0) {
		throw new Error(`${busy.join("\n")}\nEnd what holds them, or choose other ports with --port N.`);
	}
}
