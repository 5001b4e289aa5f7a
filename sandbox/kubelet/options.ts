import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { partOptions } from "../part/part-options.ts";
import { podNetworkOf } from "./pod-network.ts";

export type KubeletOptions = {
	/** The sandbox's data folder, where faults.json stands; the kubelet's own state is in `dataDir`/kubelet. */
	dataDir: string;
	basePort: number;
	/** Port of the kubelet endpoint (TLS): container logs, healthz. */
	port: number;
	kubeconfig: string;
	nodes: string[];
	/** Certificate, key and the CA that clients of the endpoint must show a certificate of; PEM files. */
	tlsCert: string | null;
	tlsKey: string | null;
	clientCa: string | null;
	/** Second octet of the pod network 10.N.0.0/16. */
	podNetwork: number;
	/** Give this machine that network; else pods listen on 127.N, which no browser beside notices. */
	opensPodNetwork: boolean;
	/** Milliseconds. A real kubelet has 10 s and 5 min: too long to watch. */
	backOff: { initial: number; max: number };
};

/**
 * Reads the kubelet's options: `--data D --port B` as every part, and `--kubeconfig FILE --nodes a,b,c --kubelet-port N
 * --tls-cert FILE --tls-key FILE --client-ca FILE --pod-network N --back-off 2,30` (seconds), `--loopback-pods`.
 */
export function kubeletOptions(args: string[] = process.argv.slice(2)): KubeletOptions {
	const { dataDir, port } = partOptions(args);
	const names = ["kubeconfig", "nodes", "kubelet-port", "tls-cert", "tls-key", "client-ca", "pod-network", "back-off"];
	const { values } = parseArgs({
		args,
		strict: false,
		options: {
			...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
			"loopback-pods": { type: "boolean" },
		},
	});
	const text = (name: string) => (typeof values[name] === "string" ? values[name] : null);
	const [initial = 2, max = 30] = (text("back-off") ?? "2,30").split(",").map(Number);
	const nodes = (text("nodes") ?? "harbor-1,harbor-2,harbor-3").split(",");
	const kubeconfig = text("kubeconfig") ?? join(dataDir, "kubelet.kubeconfig");
	if (!existsSync(kubeconfig))
		throw new Error(`${kubeconfig} is missing: start the API server first, or give --kubeconfig`);
	for (const node of nodes)
		if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(node)) throw new Error(`${node} is no node name`);
	return {
		dataDir,
		basePort: port,
		port: Number(text("kubelet-port") ?? port + 7),
		kubeconfig,
		nodes,
		tlsCert: text("tls-cert"),
		tlsKey: text("tls-key"),
		clientCa: text("client-ca"),
		podNetwork: Number(text("pod-network") ?? podNetworkOf(port)),
		opensPodNetwork: values["loopback-pods"] !== true,
		backOff: { initial: initial * 1000, max: max * 1000 },
	};
}

/** Where Node keeps the compiled workload: with all else it compiled, or a place of the kubelet's own. */
export function compileCacheOf(dataDir: string): string {
	return process.env.NODE_COMPILE_CACHE ?? join(dataDir, "kubelet", "compile-cache");
}
