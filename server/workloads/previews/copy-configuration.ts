import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { findObject } from "#server/connectors/kubernetes/made-objects.ts";
import type { Coded } from "#server/deployments/schema.ts";
import { copyName } from "./preview-names.ts";
import { putObject } from "./preview-objects.ts";
import type { LoadedPreview } from "./preview-row.ts";

/** Kubernetes puts it into every namespace. */
const everywhere = "kube-root-ca.crt";

type Copied = { nameOf: (configMap: string) => string | null; notes: Coded[] };

/**
 * Copies ConfigMaps from an environment's namespace. One that is missing or may not be read is named and left out. Throws
 * KubernetesError when the copy is refused, PreviewProblem.
 */
export async function copyConfiguration(
	cluster: Cluster,
	preview: LoadedPreview,
	{ from, names }: { from: string; names: readonly string[] },
): Promise<Copied> {
	const copies = new Map([[everywhere, everywhere]]);
	const notes: Coded[] = [];
	for (const name of names.filter((one) => one !== everywhere)) {
		const found = await readOriginal(cluster, { from, name });
		if ("code" in found) {
			notes.push(found);
			continue;
		}
		const copy = copyName(name, preview);
		const { data = {}, binaryData } = found;
		await putObject(cluster, preview, {
			at: { kind: "ConfigMap", namespace: preview.namespace, name: copy },
			body: { data, ...(binaryData !== undefined && { binaryData }) },
			patch: [
				{ op: "add", path: "/data", value: data },
				...(binaryData === undefined ? [] : [{ op: "add" as const, path: "/binaryData", value: binaryData }]),
			],
		});
		copies.set(name, copy);
	}
	return { nameOf: (name) => copies.get(name) ?? null, notes };
}

async function readOriginal(
	cluster: Cluster,
	{ from, name }: { from: string; name: string },
): Promise<{ data?: unknown; binaryData?: unknown } | Coded> {
	try {
		const found = await findObject(cluster, { kind: "ConfigMap", namespace: from, name });
		if (!found) return { code: "configmap-missing", name, namespace: from };
		return { data: found.data ?? {}, binaryData: found.binaryData };
	} catch (error) {
		if (!(error instanceof KubernetesError) || error.code !== "forbidden") throw error;
		return { code: "configmap-left-out", name, verb: error.verb, resource: error.resource };
	}
}
