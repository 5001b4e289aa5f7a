import { authorize } from "#server/access/authorize.ts";
import { storedActor } from "#server/access/stored-actor.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment } from "../../prisma/generated/client.ts";
import { beginProgress } from "./internal/begin-progress.ts";
import { failDeployment } from "./internal/fail-deployment.ts";
import { type FoundPlace, findPlace } from "./internal/find-place.ts";
import { recordApplied } from "./internal/record-applied.ts";
import { withDeploymentLock } from "./internal/with-deployment-lock.ts";
import { abortStages } from "./stages/abort-stages.ts";
import type { Carried } from "./ways/carried.ts";
import { carry } from "./ways/carry.ts";
import { stopCarrier } from "./ways/stop-carrier.ts";

/** How long a rollback waits for the end of a run that it cancelled. */
const mostWaitMs = 20_000;

/**
 * Carries out a requested deployment or rollback. Idempotent, and resumable wherever it was killed: what is in the cluster
 * already is only noted. What something else carries is looked at again until the cluster holds it. Refusals end the deployment
 * with their reason; a cluster that is away is tried again (it throws).
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
	// What was handed over is under way: it is followed, whoever may do what by now.
	if (deployment.carrier === null && !(await begin(deployment, place))) return;
	const carried = await carryAfter(deployment, place);
	if (carried.state === "waiting") return;
	const { generation, exactHash, deadlineSeconds } = carried.live;
	const { templateId } = deployment;
	await transaction(async (tx) => {
		await recordApplied(tx, deploymentId, { generation, exactHash, deadlineSeconds, templateId });
		if (deployment.way !== "patch") await beginProgress(tx, deployment, carried.live);
	});
}

/** Checks once more what may have changed since the request. False when the deployment has ended meanwhile. */
async function begin(deployment: Deployment, place: FoundPlace): Promise<boolean> {
	const { id } = deployment;
	const actor = await storedActor(deployment.actor);
	await authorize(actor, deployment.kind === "rollback" ? "deployment.rollback" : "deployment.request", {
		teamId: place.service.ownerTeamId,
		environment: place.environment,
		subject: { kind: "deployment", id },
	});
	await refuseHeld(deployment);
	const { count } = await transaction(async (tx) => {
		await touch(tx, [`deployment:${id}`]);
		const waiting = { id, status: { in: ["requested", "applying"] } };
		return tx.deployment.updateMany({ where: waiting, data: { status: "applying" } });
	});
	return count > 0;
}

/** A rollback waits until nobody works on what it takes back any more, so that it is the last to write. */
async function carryAfter(deployment: Deployment, place: FoundPlace): Promise<Carried> {
	const { rollbackOfId } = deployment;
	if (!rollbackOfId) return carry(deployment, place);
	await abortStages(deployment, place);
	const stopped = deployment.carrier !== null || (await stopCarrier(rollbackOfId));
	// The way back is not closed by a run that does not end: whatever it writes after this is seen, and held.
	if (!stopped && Date.now() - deployment.requestedAt.getTime() < mostWaitMs) return { state: "waiting" };
	let carried: Carried | undefined;
	await withDeploymentLock(rollbackOfId, async () => {
		carried = await carry(deployment, place);
	});
	if (!carried) throw new Error("the deployment that is taken back is still being written; trying again");
	return carried;
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
		const { code, verb, resource, message, refusal } = error;
		return { code: `cluster-${code}`, verb, resource, message, ...refusal };
	}
	if (!(error instanceof Problem) || error.status >= 500) return null;
	const params = Object.entries(error.params).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(params as [string, string | number | boolean | null][]), code: error.code };
}
