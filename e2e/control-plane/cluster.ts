import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const here = import.meta.dirname;

type Options = {
	/** Where keys, data and logs live; the same folder again goes on from there. */
	stateDir: string;
	/** The API server's port; up to eleven after it are used too. */
	port: number;
	/** Names of the nodes whose kubelets will join. Empty together with `kwok`. */
	nodes: string[];
	/** How many nodes kwok plays, for tests of scale. None by default. */
	kwok?: number;
};

export type Cluster = { kubeconfigFile: string; stop(): Promise<void> };

/**
 * Starts a real Kubernetes control plane and resolves once its API answers; the first call on a machine builds it,
 * which takes minutes. It stops with `stop`, or by itself when this process ends.
 *
 * With `LAZO_TEST_CLUSTER=use-my-kubeconfig` the cluster that `KUBECONFIG` names is used instead and left running.
 * `KUBECONFIG` alone is never enough: tests create and delete namespaces.
 *
 * Throws, with what the script said, when the control plane cannot be built or started.
 */
export async function startControlPlane({ stateDir, port, nodes, kwok = 0 }: Options): Promise<Cluster> {
	const chosen = process.env.LAZO_TEST_CLUSTER;
	if (chosen) return clusterOfKubeconfig(chosen, process.env.KUBECONFIG);

	const options = ["--port", String(port), "--until-exit", String(process.pid)];
	if (kwok > 0) options.push("--kwok", String(kwok));
	await script("up", [stateDir, ...options, ...nodes]);
	return {
		kubeconfigFile: path.resolve(stateDir, "kubeconfig"),
		stop: () => script("down", [stateDir]),
	};
}

function clusterOfKubeconfig(chosen: string, kubeconfig: string | undefined): Cluster {
	if (chosen !== "use-my-kubeconfig") {
		throw new Error(
			`LAZO_TEST_CLUSTER is "${chosen}". Leave it out to start a control plane, or set it to use-my-kubeconfig.`,
		);
	}
	if (!kubeconfig)
		throw new Error("LAZO_TEST_CLUSTER=use-my-kubeconfig needs KUBECONFIG, the cluster that tests may change.");
	if (kubeconfig.includes(path.delimiter)) throw new Error("KUBECONFIG names several files. Tests need exactly one.");
	return { kubeconfigFile: path.resolve(kubeconfig), stop: async () => {} };
}

async function script(name: "up" | "down", parameters: string[]): Promise<void> {
	const running = run(path.join(here, name), parameters, { timeout: 20 * 60_000 });
	// A first build takes minutes; whoever waits sees why.
	running.child.stderr?.pipe(process.stderr, { end: false });
	try {
		await running;
	} catch (error) {
		const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
		throw new Error(`The control plane could not be ${name === "up" ? "started" : "stopped"}: ${said}`);
	}
}
