import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { operateWorkload } from "#server/connectors/kubernetes/operate-workload.ts";
import { readWorkload } from "#server/connectors/kubernetes/read-workload.ts";
import { mainContainer } from "#server/connectors/kubernetes/template.ts";
import { log } from "#server/platform/log.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeableTarget, type FoundPlace, refOf } from "../internal/find-place.ts";
import { imageFits } from "../ways/image-fits.ts";

/**
 * Aborts the Argo Rollout that a rollback takes back, so that the old version has all traffic at once, however long what writes
 * its template takes. Does nothing elsewhere, nor when the template has come already. Never throws for what the cluster says:
 * the template is the way back.
 */
export async function abortStages(rollback: Deployment, place: FoundPlace): Promise<void> {
	const target = changeableTarget(place);
	if (target?.kind !== "Rollout") return;
	const ref = refOf(target);
	try {
		const cluster = clusterOf(target.connectionId);
		const { stages, resourceVersion, template } = await readWorkload(cluster, ref);
		if (!stages || stages.stable || stages.aborted) return;
		if (imageFits(mainContainer(template, target.container)?.image ?? "", rollback)) return;
		await operateWorkload(cluster, ref, { operation: { action: "abort" }, resourceVersion });
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		log.warn({ namespace: ref.namespace, name: ref.name, error: error.message }, "a Rollout could not be aborted");
	}
}
