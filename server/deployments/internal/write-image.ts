import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { type Marks, patchImage, patchTemplate } from "#server/connectors/kubernetes/patch-workload.ts";
import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { templateWithImage } from "#server/connectors/kubernetes/template-with-image.ts";

type Change = {
	ref: WorkloadRef;
	live: WorkloadObject;
	container: string;
	image: string;
	marks: Marks;
	dryRun: boolean;
};

/** Writes the image of one container. A Rollout takes no strategic merge patch, so its whole template is written. */
export function writeImage(cluster: Cluster, change: Change): Promise<WorkloadObject> {
	const { ref, live, container, image, marks, dryRun } = change;
	const { resourceVersion, annotations } = live;
	if (ref.kind !== "Rollout") return patchImage(cluster, ref, { resourceVersion, container, image, marks, dryRun });
	const { workload, template: onTemplate } = marks;
	const wanted = { container, image, ...(onTemplate && { annotations: onTemplate }) };
	const template = templateWithImage(live.template, wanted);
	return patchTemplate(cluster, ref, { resourceVersion, annotations, template, marks: { workload }, dryRun });
}
