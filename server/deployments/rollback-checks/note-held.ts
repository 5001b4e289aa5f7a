import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { clusterOf } from "#server/connectors/kubernetes/open-clusters.ts";
import { db } from "#server/platform/database.ts";
import { fingerprintsLast } from "#server/platform/fingerprint.ts";
import { log } from "#server/platform/log.ts";
import { type Held, usedObjects } from "./held.ts";
import { readHeld } from "./read-held.ts";

/**
 * Keeps, with the revision that a deployment has rolled out, what its ConfigMaps and Secrets hold now, by fingerprints. Safe to
 * repeat. Where the cluster does not let Lazo read them nothing is kept: a rollback then says that it does not know.
 */
export async function noteHeld(deploymentId: string): Promise<void> {
	const deployment = await db().deployment.findUnique({ where: { id: deploymentId } });
	if (!deployment?.templateId || !fingerprintsLast()) return;
	const { serviceId, templateId } = deployment;
	const revision = await db().revisionTemplate.findUnique({ where: { id: templateId }, include: { target: true } });
	const used = usedObjects(revision?.template);
	if (!revision || used.length === 0) return;
	const { connectionId, namespace } = revision.target;
	try {
		const objects = await readHeld(clusterOf(connectionId), { namespace, serviceId, objects: used });
		const held: Held = { at: new Date().toISOString(), objects };
		await db().revisionTemplate.update({ where: { id: templateId }, data: { held } });
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		log.info({ deploymentId, code: error.code }, "what the configuration of a revision holds was not noted");
	}
}
