import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { type Marks, patchTemplate } from "#server/connectors/kubernetes/patch-workload.ts";
import type { WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import type { PodTemplate } from "#server/connectors/kubernetes/template.ts";
import { holderOf, withTemplateOf } from "#server/connectors/kubernetes/template-source.ts";

type Change = { ref: WorkloadRef; live: WorkloadObject; template: PodTemplate; marks: Marks; dryRun: boolean };

/** Writes a whole template to the object that holds it, only at the version that was read; returns the workload as it is then. */
export async function writeTemplate(cluster: Cluster, change: Change): Promise<WorkloadObject> {
	const { live, template, marks, dryRun } = change;
	const { ref, resourceVersion, annotations } = holderOf(change.ref, live);
	const written = await patchTemplate(cluster, ref, { resourceVersion, annotations, template, marks, dryRun });
	return live.source ? withTemplateOf(live, written) : written;
}
