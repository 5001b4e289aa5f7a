import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { deletePod } from "#server/connectors/kubernetes/delete-pod.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { readWorkload, type WorkloadRef } from "#server/connectors/kubernetes/read-workload.ts";
import {
	deploymentAnnotation,
	mainContainer,
	type PodTemplate,
	templateSchema,
} from "#server/connectors/kubernetes/template.ts";
import { db } from "#server/platform/database.ts";
import { conflict, invalid } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import type { Deployment } from "../../../prisma/generated/client.ts";
import { changeCause } from "./change-cause.ts";
import { changeableTarget, type FoundPlace, refOf } from "./find-place.ts";
import { writeImage } from "./write-image.ts";
import { writeTemplate } from "./write-template.ts";

/** How often a change is tried again when somebody else was faster at the same object. */
const mostTries = 10;

/**
 * Writes a deployment to its workload: a dry run by the cluster first, then the change itself, both only at the version of the
 * object that was just read. Returns the object as it is then. Throws KubernetesError, or Problem when it may not be done.
 */
export async function applyToCluster(deployment: Deployment, place: FoundPlace): Promise<WorkloadObject> {
	const target = changeableTarget(place);
	if (!target)
		throw invalid("no-target", "There is no workload to change here.", { environment: place.environment.name });
	const cluster = clusterOf(target.connectionId);
	const ref = refOf(target);
	const template = await templateOf(deployment);
	const cause = await changeCause(deployment);
	for (let attempt = 1; ; attempt++) {
		const live = await readWorkload(cluster, ref);
		if (live.annotations[deploymentAnnotation] === deployment.id) return settled(cluster, { deployment, live });
		if (deployment.kind === "deploy") refuseChanged(live, deployment, target.container);
		const change = { deployment, live, template, cause, container: target.container };
		try {
			await write(cluster, ref, { ...change, dryRun: true });
			return await settled(cluster, { deployment, live: await write(cluster, ref, { ...change, dryRun: false }) });
		} catch (error) {
			if (!(error instanceof KubernetesError && error.code === "conflict") || attempt >= mostTries) throw error;
		}
	}
}

async function templateOf({ kind, templateId }: Deployment): Promise<PodTemplate | null> {
	if (kind !== "rollback" || !templateId) return null;
	const revision = await db().revisionTemplate.findUniqueOrThrow({ where: { id: templateId } });
	return templateSchema.parse(revision.template);
}

/**
 * Somebody changed the image between the request and now: what was confirmed is not what would happen.
 * Throws Problem 409 `changed-meanwhile`.
 */
export function refuseChanged(live: WorkloadObject, deployment: Deployment, container: string): void {
	const image = mainContainer(live.template, container)?.image ?? null;
	if (!deployment.fromImage || image === deployment.fromImage) return;
	throw conflict("changed-meanwhile", "Somebody changed the image since this was requested.", {
		expected: deployment.fromImage,
		found: image,
	});
}

/**
 * A StatefulSet waits for ever for a pod of the broken template to become ready before it takes the next template, so pods from
 * before the request that are not ready are deleted, as the documentation of Kubernetes asks for. Also after a kill between the
 * write and this. Where the cluster does not allow it, the deployment goes on and its deadline judges it.
 */
async function settled(cluster: Cluster, { deployment, live }: Pick<Change, "deployment" | "live">) {
	if (live.kind !== "StatefulSet") return live;
	const { connectionId } = cluster;
	const broken = await db().pod.findMany({
		where: {
			...{ connectionId, namespace: live.namespace, ready: false, deletingAt: null },
			createdAt: { lt: deployment.requestedAt },
			workload: { kind: live.kind, name: live.name },
		},
		take: 100,
	});
	for (const { namespace, name } of broken) {
		await deletePod(cluster, { namespace, name }).catch((error: unknown) => {
			if (!(error instanceof KubernetesError) || error.transient) throw error;
			log.warn({ deployment: deployment.id, pod: name, error: error.message }, "a broken pod could not be deleted");
		});
	}
	return live;
}

type Change = {
	deployment: Deployment;
	live: WorkloadObject;
	template: PodTemplate | null;
	cause: string;
	container: string;
	dryRun: boolean;
};

function write(cluster: Cluster, ref: WorkloadRef, change: Change): Promise<WorkloadObject> {
	const { deployment, live, template, cause, container, dryRun } = change;
	const workload = { [deploymentAnnotation]: deployment.id, "kubernetes.io/change-cause": cause };
	// A template of then goes back to the letter, so that its ReplicaSet, and pods that still run, are used again.
	if (template) return writeTemplate(cluster, { ref, live, template, dryRun, marks: { workload } });
	const marks = { workload, template: { [deploymentAnnotation]: deployment.id } };
	const { image } = deployment;
	return writeImage(cluster, { ref, live, container, image, dryRun, marks });
}
