import { authorize } from "#server/access/authorize.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import type { WorkloadObject } from "#server/connectors/kubernetes/objects.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../prisma/generated/client.ts";
import { applyToCluster } from "./internal/apply-to-cluster.ts";
import { failDeployment } from "./internal/fail-deployment.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";
import { recordApplied } from "./internal/record-applied.ts";
import { storedActor } from "./internal/stored-actor.ts";
import { withDeploymentLock } from "./internal/with-deployment-lock.ts";

/**
 * Carries out a requested deployment or rollback. Idempotent, and resumable wherever it was killed: what is in the cluster
 * already is only noted. Refusals end the deployment with their reason; a cluster that is away is tried again (it throws).
 */
export async function executeDeployment(deploymentId: string): Promise<void> {
	await withDeploymentLock(deploymentId, async () => {
		try {
			await execute(deploymentId);
		} catch (error) {
			const refusal = refusalOf(error);
			if (!refusal) throw error;
			await transaction(async (tx) => void (await failDeployment(tx, deploymentId, refusal)));
		}
	});
}

async function execute(deploymentId: string): Promise<void> {
	const deployment = await db().deployment.findUnique({
		where: { id: deploymentId },
		include: { environment: true },
	});
	if (!deployment || !["requested", "applying"].includes(deployment.status)) return;
	const place = await findPlace(db(), deployment.serviceId, deployment.environment.name);
	const actor = await storedActor(deployment.actor);
	await authorize(actor, deployment.kind === "rollback" ? "deployment.rollback" : "deployment.request", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "deployment", id: deploymentId },
	});
	await refuseHeld(deployment);
	const { count } = await transaction(async (tx) => {
		await touch(tx, [`deployment:${deploymentId}`]);
		const waiting = { id: deploymentId, status: { in: ["requested", "applying"] } };
		return tx.deployment.updateMany({ where: waiting, data: { status: "applying" } });
	});
	if (count === 0) return;
	const live = await applyAfter(deployment, place);
	await transaction((tx) =>
		recordApplied(tx, deploymentId, {
			generation: live.generation,
			exactHash: live.exactHash,
			deadlineSeconds: live.deadlineSeconds,
			templateId: deployment.templateId,
		}),
	);
}

/** A rollback waits until nobody works on what it takes back any more, so that it is the last to write. */
async function applyAfter(deployment: Deployment, place: FoundPlace): Promise<WorkloadObject> {
	const { rollbackOfId } = deployment;
	if (!rollbackOfId) return applyToCluster(deployment, place);
	let live: WorkloadObject | undefined;
	await withDeploymentLock(rollbackOfId, async () => {
		live = await applyToCluster(deployment, place);
	});
	if (!live) throw new Error("the deployment that is taken back is still being written; trying again");
	return live;
}

async function refuseHeld({ serviceId, digest }: { serviceId: string; digest: string | null }): Promise<void> {
	if (!digest) return;
	const hold = await db().versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } });
	if (hold)
		throw new Problem({
			status: 409,
			code: "version-held",
			detail: "The version is held.",
			params: { holdId: hold.id },
		});
}

/** How a refusal is written down; null when trying again may help. */
function refusalOf(error: unknown): { code: string; [param: string]: string | number | boolean | null } | null {
	if (error instanceof KubernetesError) {
		if (error.transient || error.code === "conflict") return null;
		return { code: `cluster-${error.code}`, verb: error.verb, resource: error.resource, message: error.message };
	}
	if (!(error instanceof Problem) || error.status >= 500) return null;
	const params = Object.entries(error.params).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(params as [string, string | number | boolean | null][]), code: error.code };
}
