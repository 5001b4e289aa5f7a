import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Cluster, startControlPlane } from "./cluster.ts";

const root = path.resolve(import.meta.dirname, "../..");

type Options = {
	/** Where the control plane, the registry and the kubelet keep their state. */
	stateDir: string;
	/** The control plane's port; the registry listens 20 above it, the kubelet 27. */
	port: number;
	nodes: string[];
};

export type JoinedCluster = Cluster & {
	/** Where images are pushed; a pod's image is `127.0.0.1:PORT/almena/NAME@sha256:…`. */
	registryUrl: string;
	/** Kills the kubelet without a word, as a power cut would; its nodes turn NotReady after 16 s. */
	killKubelet(): void;
};

/**
 * Starts a real control plane with the sandbox's image registry, and joins the sandbox's kubelet to it as `nodes`.
 * Resolves once kubelet and registry serve; nodes turn Ready soon after. Throws with what the failing part said.
 * The parts end with this process, since they end with their standard input.
 */
export async function startJoinedCluster({ stateDir, port, nodes }: Options): Promise<JoinedCluster> {
	if (process.env.LAZO_TEST_CLUSTER) {
		throw new Error("The sandbox's kubelet joins a control plane of its own only. Leave LAZO_TEST_CLUSTER out.");
	}
	const cluster = await startControlPlane({ stateDir, port, nodes });
	const base = port + 20;
	const file = (name: string) => path.resolve(stateDir, name);
	const parts: ChildProcess[] = [];
	const stop = async () => {
		await Promise.all(parts.map(end));
		await cluster.stop();
	};
	try {
		const common = ["--data", file("sandbox"), "--port", String(base)];
		parts.push(await startPart("registry", common));
		const kubelet = await startPart("kubelet", [
			...common,
			...["--kubeconfig", file("kubelet.kubeconfig"), "--nodes", nodes.join(",")],
			...[
				"--tls-cert",
				file("pki/kubelet.crt"),
				"--tls-key",
				file("pki/kubelet.key"),
				"--client-ca",
				file("pki/ca.crt"),
			],
		]);
		parts.push(kubelet);
		return {
			kubeconfigFile: cluster.kubeconfigFile,
			registryUrl: `http://127.0.0.1:${base}`,
			killKubelet: () => kubelet.kill("SIGKILL"),
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startPart(name: string, parameters: string[]): Promise<ChildProcess> {
	const child = spawn(process.execPath, [path.join(root, "sandbox", name, "main.ts"), ...parameters], {
		stdio: ["pipe", "pipe", "pipe"],
	});
	let said = "";
	child.stderr.on("data", (chunk) => {
		said = (said + chunk).slice(-4_000);
	});
	const ready = (async () => {
		for await (const line of createInterface({ input: child.stdout })) if (line === "ready") return true;
		return false;
	})();
	const given = AbortSignal.timeout(120_000);
	const late = once(given, "abort").then(() => false);
	if (await Promise.race([ready, late])) {
		child.stdout.resume();
		return child;
	}
	await end(child);
	throw new Error(`The sandbox's ${name} did not start: ${said.trim() || "it said nothing"}`);
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = once(child, "exit");
	child.kill("SIGTERM");
	const kill = setTimeout(() => child.kill("SIGKILL"), 10_000);
	await gone;
	clearTimeout(kill);
}
