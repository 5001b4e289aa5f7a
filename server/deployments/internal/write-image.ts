import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { type Marks, patchImage } from "#server/connectors/kubernetes/patch-workload.ts";
import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import { holderOf, withTemplateOf } from "#server/connectors/kubernetes/template-source.ts";
import { templateWithImage } from "#server/connectors/kubernetes/template-with-image.ts";
import { writeTemplate } from "./write-template.ts";

type Change = {
	ref: WorkloadRef;
	live: WorkloadObject;
	container: string;
	image: string;
	marks: Marks;
	dryRun: boolean;
};

/** Writes the image of one container. A Rollout takes no strategic merge patch, so its own template is written whole. */
export async function writeImage(cluster: Cluster, change: Change): Promise<WorkloadObject> {
	const { ref, live, container, image, marks, dryRun } = change;
	const holder = holderOf(ref, live);
	if (holder.ref.kind !== "Rollout") {
		const { resourceVersion } = holder;
		const written = await patchImage(cluster, holder.ref, { resourceVersion, container, image, marks, dryRun });
		return live.source ? withTemplateOf(live, written) : written;
	}
	const { workload, template: onTemplate } = marks;
	const wanted = { container, image, ...(onTemplate && { annotations: onTemplate }) };
	const template = templateWithImage(live.template, wanted);
	return writeTemplate(cluster, { ref, live, template, marks: { workload }, dryRun });
}
