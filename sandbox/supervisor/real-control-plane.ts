import { execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { cluster } from "../company/company.ts";
import { nodeNames } from "./node-names.ts";

const commands = join(import.meta.dirname, "../../e2e/control-plane");
/**
 * Starts a real control plane in `D/control-plane` (or finds it running), and writes `D/kubeconfig` whose cluster and
 * context bear the company's name. Returns the kubelet's arguments for joining it. It ends with this process.
 */
export async function startRealControlPlane(dataDir: string, port: number): Promise<string[]> {
	const state = join(dataDir, "control-plane");
	mkdirSync(state, { recursive: true, mode: 0o700 });
	const args = [state, "--port", String(port), "--until-exit", String(process.pid), ...nodeNames];
	const up = spawn(join(commands, "up"), args, { stdio: ["ignore", "ignore", "inherit"] });
	const code = await new Promise<number | null>((resolve, reject) => {
		up.once("exit", resolve);
		up.once("error", reject);
	});
	if (code !== 0) throw new Error(`the real control plane did not start (code ${code})`);
	const renamed = renameContext(readFileSync(join(state, "kubeconfig"), "utf8"), cluster);
	writeFileSync(join(dataDir, "kubeconfig"), renamed, { mode: 0o600 });
	const pki = (name: string) => join(state, "pki", name);
	return [
		...["--kubeconfig", join(state, "kubelet.kubeconfig"), "--nodes", nodeNames.join(",")],
		...["--tls-cert", pki("kubelet.crt"), "--tls-key", pki("kubelet.key"), "--client-ca", pki("ca.crt")],
	];
}

/** Stops it; the data stays. */
export async function stopRealControlPlane(dataDir: string): Promise<void> {
	await promisify(execFile)(join(commands, "down"), [join(dataDir, "control-plane")]);
}

const kubeconfigSchema = z.looseObject({
	"current-context": z.string(),
	clusters: z.tuple([z.looseObject({ name: z.string() })], z.looseObject({})),
	contexts: z.array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string() }) })),
});

/** Gives the current context of a kubeconfig and the first cluster another name. */
export function renameContext(text: string, name: string): string {
	const config = kubeconfigSchema.parse(parse(text));
	const contexts = config.contexts
		.filter((context) => context.name === config["current-context"])
		.map((context) => ({ ...context, name, context: { ...context.context, cluster: name } }));
	const clusters = [{ ...config.clusters[0], name }];
	return stringify({ ...config, "current-context": name, clusters, contexts }, { lineWidth: 0 });
}
