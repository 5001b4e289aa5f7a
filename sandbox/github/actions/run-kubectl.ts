import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ApiClient, patchTypes } from "../../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../../kubernetes-client/kubeconfig.ts";

/** What a command of `kubectl` came to: its exit code, and what it printed. */
export type Printed = { code: number; lines: string[] };

const setImage = /^kubectl --namespace (\S+) set image deployment\/(\S+) ([^\s=]+)=(\S+)$/;
const rolloutStatus = /^kubectl --namespace (\S+) rollout status deployment\/(\S+) --timeout=(\d+)s$/;
const deploymentSchema = z.object({
	metadata: z.object({ generation: z.number() }),
	spec: z.object({ replicas: z.number().default(1) }),
	status: z
		.object({
			observedGeneration: z.number().default(0),
			replicas: z.number().default(0),
			updatedReplicas: z.number().default(0),
			availableReplicas: z.number().default(0),
		})
		.prefault({}),
});

/** Runs the two commands of `kubectl` that the company's workflows use, with the rights of a kubeconfig file. */
export async function runKubectl(kubeconfig: string, command: string, signal: AbortSignal): Promise<Printed> {
	const client = new ApiClient(readKubeconfig(kubeconfig));
	try {
		const [, namespace = "", name = "", container, image] = setImage.exec(command) ?? [];
		if (container && image) return await patchImage(client, pathOf(namespace, name), { name, container, image });
		const [, where = "", which = "", seconds = ""] = rolloutStatus.exec(command) ?? [];
		if (!seconds) return { code: 1, lines: [`error: this runner's kubectl does not know: ${command}`] };
		return await waitForRollout(client, pathOf(where, which), { name: which, seconds: Number(seconds), signal });
	} catch (error) {
		return { code: 1, lines: [`Error from server: ${error instanceof Error ? error.message : String(error)}`] };
	} finally {
		await client.close();
	}
}

const pathOf = (namespace: string, name: string) =>
	`/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/deployments/${encodeURIComponent(name)}`;

type Image = { name: string; container: string; image: string };

async function patchImage(client: ApiClient, path: string, { name, container, image }: Image): Promise<Printed> {
	const body = { spec: { template: { spec: { containers: [{ name: container, image }] } } } };
	const query = "fieldManager=kubectl-set";
	await client.request({ method: "PATCH", path: `${path}?${query}`, body, contentType: patchTypes.strategic });
	return { code: 0, lines: [`deployment.apps/${name} image updated`] };
}

type Waiting = { name: string; seconds: number; signal: AbortSignal };

async function waitForRollout(client: ApiClient, path: string, { name, seconds, signal }: Waiting): Promise<Printed> {
	const lines: string[] = [];
	for (const end = Date.now() + seconds * 1_000; Date.now() < end && !signal.aborted; ) {
		const { metadata, spec, status } = deploymentSchema.parse(await client.request({ method: "GET", path }));
		const { updatedReplicas, availableReplicas, replicas } = status;
		const seen = status.observedGeneration >= metadata.generation;
		if (seen && updatedReplicas === spec.replicas && availableReplicas === spec.replicas && replicas === spec.replicas)
			return { code: 0, lines: [...lines, `deployment "${name}" successfully rolled out`] };
		const line = `Waiting for deployment "${name}" rollout to finish: ${availableReplicas} of ${spec.replicas} updated replicas are available...`;
		if (lines.at(-1) !== line) lines.push(line);
		await sleep(500, undefined, { signal }).catch(() => {});
	}
	return { code: 1, lines: [...lines, "error: timed out waiting for the condition"] };
}
