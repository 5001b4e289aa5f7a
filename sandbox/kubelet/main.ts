import { mkdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { watchFaults } from "../faults.ts";
import { onEnd } from "../part/on-end.ts";
import { compileWorkload } from "./container-process.ts";
import { createLogServer } from "./log-server.ts";
import { NodeAgent } from "./node-agent.ts";
import { compileCacheOf, kubeletOptions } from "./options.ts";
import { openPodNetwork } from "./pod-network.ts";
import { servingCertificate } from "./serving-certificate.ts";
import { Turns } from "./turns.ts";

const options = kubeletOptions();
mkdirSync(join(options.dataDir, "kubelet"), { recursive: true, mode: 0o700 });
const closePodNetwork = options.opensPodNetwork ? openPodNetwork(options.podNetwork) : () => {};

await compileWorkload(compileCacheOf(options.dataDir));

// More starts at once than this would make every one of them slow enough to miss its probes.
const starts = new Turns(Math.max(2, cpus().length));
const alive = new Map<string, NodeAgent>();

const server = createLogServer({
	tls: servingCertificate(options),
	find: (namespace, pod) => {
		for (const node of alive.values()) {
			const worker = node.find(namespace, pod);
			if (worker) return worker;
		}
		return alive.size < options.nodes.length ? "unreachable" : null;
	},
});
await new Promise<void>((resolve, reject) => {
	server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
});

const stopWatching = watchFaults(options.dataDir, (faults) => {
	const dead = new Set(faults.filter((fault) => fault.fault === "dead-node").map((fault) => fault.target));
	for (const [offset, name] of options.nodes.entries()) {
		const node = alive.get(name);
		if (dead.has(name) && node) {
			process.stderr.write(`${name}: is dead now\n`);
			node.stop();
			alive.delete(name);
		} else if (!dead.has(name) && !node) {
			alive.set(name, new NodeAgent({ name, index: offset + 1, kubelet: options, starts }));
		}
	}
});

onEnd(() => {
	stopWatching();
	server.close();
	for (const node of alive.values()) node.stop();
	closePodNetwork();
});
process.stdout.write("ready\n");
