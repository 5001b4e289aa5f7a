import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { openCluster } from "#server/connectors/kubernetes/cluster.ts";
import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import { startJoinedCluster } from "../../../e2e/control-plane/join-sandbox-kubelet.ts";
import { freePorts } from "../../../scripts/free-ports.ts";

const root = resolve(import.meta.dirname, "../../..");

/** How one version of a service behaves in the cluster. */
export type Version = { version: string; crashAfterMs?: number; startMs?: number; errorRate?: number };

/** A cluster of processes: API server, controllers, kubelet and registry, spoken to over their own protocols only. */
export type TestCluster = {
	kubeconfigFile: string;
	/** Where its parts keep their state, and a real control plane its keys. */
	stateDir: string;
	registry: string;
	/** Sends JSON to the API server and gives its answer back. */
	send: (method: "POST" | "PATCH" | "GET" | "DELETE", path: string, body?: unknown) => Promise<unknown>;
	/** Builds and pushes an image; returns its digest. */
	push: (service: string, version: Version) => Promise<string>;
	stop: () => Promise<void>;
};

/** What runs, by its own means, and how to end it. */
type Running = { kubeconfigFile: string; registryUrl: string; stop: () => Promise<void> };

/** Starts a cluster: the sandbox's on free ports, or with `TEST_CLUSTER=real` a real control plane with the sandbox's kubelet. */
export async function startTestCluster(): Promise<TestCluster> {
	const stateDir = mkdtempSync(join(tmpdir(), "lazo-cluster-"));
	const real = process.env.TEST_CLUSTER === "real";
	const running = await (real
		? startJoinedCluster({ stateDir, port: 17_643, nodes: ["node-1", "node-2"] })
		: startSandboxCluster(stateDir));
	const [config] = readKubeconfig(running.kubeconfigFile);
	if (!config) throw new Error("the cluster wrote no kubeconfig");
	const cluster = await openCluster("test", config);
	return {
		kubeconfigFile: running.kubeconfigFile,
		stateDir,
		registry: new URL(running.registryUrl).host,
		send: (method, path, body) =>
			cluster.call({
				verb: method,
				resource: path,
				path,
				method,
				body,
				contentType: method === "PATCH" ? patchType(path) : "application/json",
			}),
		push: (service, version) => pushImage(running.registryUrl, service, version),
		stop: async () => {
			await cluster.close();
			await running.stop();
			rmSync(stateDir, { recursive: true, force: true });
		},
	};
}

/** Only what Kubernetes itself defines can be patched by its merge keys. */
const patchType = (path: string) =>
	path.startsWith("/apis/argoproj.io/") ? "application/merge-patch+json" : "application/strategic-merge-patch+json";

async function startSandboxCluster(dataDir: string): Promise<Running> {
	const base = await freePorts();
	const parts: ChildProcess[] = [];
	const common = ["--data", dataDir, "--port", String(base)];
	for (const part of ["registry", "kubernetes"]) parts.push(await startPart(part, common));
	// A browser of another test would abort its requests when the machine's network changes.
	parts.push(await startPart("kubelet", [...common, "--nodes", "node-1,node-2", "--loopback-pods"]));
	return {
		kubeconfigFile: join(dataDir, "kubeconfig"),
		registryUrl: `http://127.0.0.1:${base}`,
		stop: async () => {
			await Promise.all(parts.reverse().map(endPart));
		},
	};
}

/** Starts a part of the sandbox; it serves when this resolves. */
export async function startPart(name: string, parameters: string[]): Promise<ChildProcess> {
	const child = spawn(process.execPath, [join(root, "sandbox", name, "main.ts"), ...parameters], {
		stdio: ["pipe", "pipe", "pipe"],
	});
	let said = "";
	child.stderr.on("data", (chunk) => {
		said = (said + chunk).slice(-2_000);
	});
	child.once("exit", (code, signal) => {
		if (signal !== "SIGTERM" && code !== 0) process.stderr.write(`${name} ended with ${code ?? signal}: ${said}\n`);
	});
	for await (const line of createInterface({ input: child.stdout })) {
		if (line !== "ready") continue;
		child.stdout.resume();
		return child;
	}
	throw new Error(`${name} did not start: ${said}`);
}

/** Ends a part. */
export async function endPart(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), 8_000);
	await gone;
	clearTimeout(timer);
}

/** The tool that builds images belongs to another program, so it is run as one. */
async function pushImage(registryUrl: string, service: string, behaviour: Version): Promise<string> {
	const image = {
		registryUrl,
		repository: `almena/${service}`,
		tags: [behaviour.version],
		serviceJson: JSON.stringify({ service, ...behaviour }),
		labels: { "org.opencontainers.image.version": behaviour.version },
	};
	const program = `import { pushImage } from ${JSON.stringify(join(root, "sandbox/registry/push-image.ts"))};
		process.stdout.write(JSON.stringify(await pushImage(${JSON.stringify(image)})));`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let text = "";
	for await (const chunk of child.stdout) text += chunk;
	return z.object({ digest: z.string() }).parse(JSON.parse(text)).digest;
}
