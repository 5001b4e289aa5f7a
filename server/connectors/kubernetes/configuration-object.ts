import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { objectPath, resourceName } from "./resources.ts";

/** The kinds that hold configuration. */
export type ConfigurationKind = "ConfigMap" | "Secret";
export type ConfigurationRef = { kind: ConfigurationKind; namespace: string; name: string };

/** A ConfigMap or Secret. `values` are bytes, decoded, by key; those of a Secret must not leave the worker. */
export type ConfigurationObject = ConfigurationRef & {
	resourceVersion: string;
	immutable: boolean;
	/** Who writes it and would put its own values back: "Argo CD", "Helm", "ExternalSecret checkout"…; null for nobody known. */
	managedBy: string | null;
	values: Map<string, Buffer>;
};

/** The API server's own limit for either kind is 1 MiB; base64 and its envelope come on top. */
const largest = 4 * 1024 * 1024;
const texts = z.record(z.string(), z.string()).nullish();
const schema = z.object({
	metadata: z.object({
		resourceVersion: z.string(),
		labels: texts,
		annotations: texts,
		ownerReferences: z
			.array(z.object({ kind: z.string(), name: z.string(), controller: z.boolean().nullish() }))
			.nullish(),
	}),
	immutable: z.boolean().nullish(),
	data: texts,
	binaryData: texts,
});
type Answer = z.infer<typeof schema>;

/** Reads a ConfigMap or Secret as it is at this moment; throws KubernetesError. */
export async function readConfiguration(cluster: Cluster, ref: ConfigurationRef): Promise<ConfigurationObject> {
	const resource = resourceName(ref.kind);
	return parse(await cluster.call({ verb: "get", resource, path: objectPath(ref), maxBytes: largest }), ref, "get");
}

type Change = { resourceVersion: string; key: string; value: string | null };

/**
 * Writes one key, or takes it out (null), only while the object is at `resourceVersion`.
 * Throws KubernetesError, `conflict` when somebody else was faster, `invalid` when the object is immutable.
 */
export async function patchConfiguration(
	cluster: Cluster,
	ref: ConfigurationRef,
	{ resourceVersion, key, value }: Change,
): Promise<ConfigurationObject> {
	const written = value === null || ref.kind === "ConfigMap" ? value : Buffer.from(value).toString("base64");
	const answer = await cluster.call({
		verb: "patch",
		resource: resourceName(ref.kind),
		method: "PATCH",
		path: `${objectPath(ref)}?fieldManager=lazo`,
		contentType: "application/merge-patch+json",
		body: { metadata: { resourceVersion }, data: { [key]: written } },
		maxBytes: largest,
	});
	return parse(answer, ref, "patch");
}

function parse(answer: unknown, ref: ConfigurationRef, verb: string): ConfigurationObject {
	const parsed = schema.safeParse(answer);
	if (!parsed.success)
		throw new KubernetesError({
			...{ code: "unreadable", verb, resource: resourceName(ref.kind) },
			// What does not fit may be a value; only where it stands is said.
			message: `The cluster's answer is no ${ref.kind}: ${parsed.error.issues[0]?.path.join(".")} is of another form.`,
		});
	const { metadata, immutable, data, binaryData } = parsed.data;
	const encoding = ref.kind === "Secret" ? "base64" : "utf8";
	const decoded = (from: Answer["data"], as: BufferEncoding) =>
		Object.entries(from ?? {}).map(([key, value]) => [key, Buffer.from(value, as)] as const);
	return {
		...ref,
		resourceVersion: metadata.resourceVersion,
		immutable: immutable ?? false,
		managedBy: managerOf(metadata),
		values: new Map([...decoded(data, encoding), ...decoded(binaryData, "base64")]),
	};
}

/** Marks that the usual tools leave on what they write. */
function managerOf({ labels, annotations, ownerReferences }: Answer["metadata"]): string | null {
	if (annotations?.["argocd.argoproj.io/tracking-id"] || labels?.["argocd.argoproj.io/instance"]) return "Argo CD";
	if (labels?.["kustomize.toolkit.fluxcd.io/name"] || labels?.["helm.toolkit.fluxcd.io/name"]) return "Flux";
	const owner = ownerReferences?.find(({ controller }) => controller);
	if (owner) return `${owner.kind} ${owner.name}`;
	return labels?.["app.kubernetes.io/managed-by"] ?? null;
}
