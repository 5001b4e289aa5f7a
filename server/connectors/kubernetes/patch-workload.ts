import type { Cluster } from "./cluster.ts";
import type { WorkloadObject } from "./objects.ts";
import { parseWorkload, type WorkloadRef } from "./read-workload.ts";
import { objectPath, resourceName } from "./resources.ts";
import type { PodTemplate } from "./template.ts";

/** Annotations to set beside the change. */
export type Marks = { workload: Record<string, string>; template?: Record<string, string> };

type Options = { resourceVersion: string; dryRun?: boolean };

/**
 * Changes the image of one container by strategic merge patch. Holds only while the object is at `resourceVersion`.
 * Throws KubernetesError, `conflict` when somebody else was faster, `invalid` or `forbidden` when the cluster refuses.
 */
export function patchImage(
	cluster: Cluster,
	ref: WorkloadRef,
	change: Options & { container: string; image: string; marks: Marks },
): Promise<WorkloadObject> {
	const { container, image, marks, resourceVersion } = change;
	return send(cluster, ref, {
		contentType: "application/strategic-merge-patch+json",
		dryRun: change.dryRun,
		body: {
			metadata: { resourceVersion, annotations: marks.workload },
			spec: {
				template: {
					...(marks.template && { metadata: { annotations: marks.template } }),
					spec: { containers: [{ name: container, image }] },
				},
			},
		},
	});
}

/**
 * Replaces the whole pod template by JSON patch, so that what the template of then did not have goes away too.
 * Throws as `patchImage` does.
 */
export function patchTemplate(
	cluster: Cluster,
	ref: WorkloadRef,
	change: Options & { template: PodTemplate; marks: Marks; annotations: Record<string, string> },
): Promise<WorkloadObject> {
	const { template, marks, resourceVersion, annotations } = change;
	const written = Object.entries(marks.workload).map(([name, value]) => ({
		op: "add",
		path: `/metadata/annotations/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
		value,
	}));
	const none = Object.keys(annotations).length === 0;
	return send(cluster, ref, {
		contentType: "application/json-patch+json",
		dryRun: change.dryRun,
		body: [
			{ op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
			{ op: "replace", path: "/spec/template", value: template },
			...(none ? [{ op: "add", path: "/metadata/annotations", value: marks.workload }] : written),
		],
	});
}

type Patch = { contentType: string; body: unknown; dryRun?: boolean };

async function send(cluster: Cluster, ref: WorkloadRef, { contentType, body, dryRun }: Patch): Promise<WorkloadObject> {
	const query = new URLSearchParams({ fieldManager: "lazo", ...(dryRun && { dryRun: "All" }) });
	const answer = await cluster.call({
		verb: "patch",
		resource: resourceName(ref.kind),
		method: "PATCH",
		path: `${objectPath(ref)}?${query}`,
		contentType,
		body,
	});
	return parseWorkload(answer, ref.kind, "patch");
}
