import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import {
	changeObject,
	findObject,
	type HeldObject,
	type JsonPatch,
	makeObject,
	type ObjectAt,
} from "#server/connectors/kubernetes/made-objects.ts";
import { resourceName } from "#server/connectors/kubernetes/resources.ts";
import { actorRefSchema } from "#server/deployments/schema.ts";
import { db } from "#server/platform/database.ts";
import { previewLabel } from "./preview-names.ts";
import { PreviewProblem } from "./preview-problem.ts";
import type { LoadedPreview } from "./preview-row.ts";

const environmentLabel = "lazo.dev/environment";
const soonMs = 3_000;

/** The marks of everything that Lazo makes for a preview: whose it is, and what it belongs to. */
export function marksOf(preview: LoadedPreview) {
	const { id, service, pullRequest, actor } = preview;
	const { login, name } = actorRefSchema.parse(actor);
	return {
		labels: {
			[previewLabel]: id,
			"lazo.dev/service": service.name,
			...(service.owner && isLabelValue(service.owner.name) && { "lazo.dev/owner": service.owner.name }),
		},
		annotations: {
			"lazo.dev/pull-request": `${pullRequest.repository.slug}#${pullRequest.number}`,
			"lazo.dev/requested-by": login ?? name ?? "lazo",
		},
	};
}

const isLabelValue = (text: string) => /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text);

const unseen: HeldObject = { metadata: { name: "", uid: "", labels: {} } };

/** Sees to the namespace: makes one that is the preview's own, or looks at the given one. Throws PreviewProblem, KubernetesError. */
export async function ensureNamespace(cluster: Cluster, preview: LoadedPreview): Promise<void> {
	const { namespace, ownsNamespace, id } = preview;
	const at = { kind: "Namespace", namespace: null, name: namespace } as const;
	const found = await findObject(cluster, at).catch((error: unknown) => {
		// An account of one namespace may not look at namespaces; making something in it tells whether it is there.
		if (!ownsNamespace && error instanceof KubernetesError && error.code === "forbidden") return unseen;
		throw error;
	});
	if (!found) {
		if (!ownsNamespace) throw new PreviewProblem({ code: "namespace-missing", namespace });
		await makeObject(cluster, at, { metadata: marksOf(preview) });
		return;
	}
	if (found.metadata.deletionTimestamp) throw new PreviewProblem({ code: "namespace-terminating", namespace }, soonMs);
	if (ownsNamespace && found.metadata.labels[previewLabel] !== id)
		throw new PreviewProblem({ code: "namespace-taken", namespace });
	const named = await db().environment.findUnique({ where: { name: namespace }, select: { id: true } });
	if (named || found.metadata.labels[environmentLabel])
		throw new PreviewProblem({ code: "namespace-is-environment", namespace });
}

/** Makes an object of a preview, or changes the one that is there if it is this preview's. Throws PreviewProblem `name-taken`. */
export async function putObject(
	cluster: Cluster,
	preview: LoadedPreview,
	{ at, body, patch }: { at: ObjectAt; body: object; patch: JsonPatch },
): Promise<void> {
	const { labels, annotations } = marksOf(preview);
	const found = await findObject(cluster, at);
	if (!found) {
		await makeObject(cluster, at, { ...body, metadata: { labels, annotations } });
		return;
	}
	const { namespace, name } = at;
	if (found.metadata.labels[previewLabel] !== preview.id)
		throw new PreviewProblem({ code: "name-taken", resource: resourceName(at.kind), name, namespace });
	if (patch.length === 0) return;
	const own = { op: "test", path: `/metadata/labels/${previewLabel.replace("/", "~1")}`, value: preview.id } as const;
	await changeObject(cluster, at, [own, ...patch]);
}
