import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { Problem } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { log } from "#server/platform/log.ts";
import { transaction } from "#server/platform/transaction.ts";
import { autoRollbackOf, findPlace } from "./internal/find-place.ts";
import { rollBackDeployment } from "./roll-back-deployment.ts";
import { codedSchema } from "./schema.ts";

/** Why a deployment is taken back by itself. */
type Cause = { settings: readonly string[]; reason: string; incidentId?: string };

/** Takes a failed deployment back where the service or environment asks for it; never a rollback, never twice. */
export async function rollBackAutomatically(deploymentId: string): Promise<void> {
	const failed = await db().deployment.findUnique({ where: { id: deploymentId } });
	if (failed?.status !== "failed") return;
	const code = codedSchema.safeParse(failed.outcome).data?.code ?? "failed";
	const settings = ["on-failure", "on-failure-or-alert"];
	await rollBackByItself(deploymentId, { settings, reason: `auto-rollback: ${code}` });
}

/**
 * Takes back the deployment that an alert fired after, when it is still in its watch window and the service asks for
 * `on-failure-or-alert`. Returns the rollback's id, or null when there is none to do. Safe to repeat: never two.
 */
export async function rollBackBecauseOfAlert(about: {
	serviceId: string;
	environmentId: string;
	alertName: string;
	startsAt: Date;
	incidentId?: string;
}): Promise<string | null> {
	const { serviceId, environmentId, alertName, startsAt, incidentId } = about;
	const watched = await db().deployment.findFirst({
		where: {
			serviceId,
			environmentId,
			status: { in: ["rolling", "watching"] },
			startedAt: { lte: startsAt },
		},
		orderBy: { requestedAt: "desc" },
	});
	if (!watched) return null;
	return rollBackByItself(watched.id, {
		settings: ["on-failure-or-alert"],
		reason: `auto-rollback: alert ${alertName}`,
		...(incidentId && { incidentId }),
	});
}

/** Takes back a deployment that failed a metric gate of its place, unless the place wants nothing done by itself. Safe to repeat. */
export async function rollBackBecauseOfGate(deploymentId: string, signal: string): Promise<string | null> {
	const settings = ["on-failure", "on-failure-or-alert"];
	return rollBackByItself(deploymentId, { settings, reason: `auto-rollback: metric gate ${signal}` });
}

async function rollBackByItself(deploymentId: string, cause: Cause): Promise<string | null> {
	const deployment = await db().deployment.findUnique({
		where: { id: deploymentId },
		include: { rolledBackBy: true, environment: true },
	});
	if (deployment?.kind !== "deploy" || deployment.rolledBackBy) return null;
	const place = await findPlace(db(), deployment.serviceId, deployment.environment.name);
	if (!cause.settings.includes(autoRollbackOf(place))) return null;
	try {
		const { id } = await rollBackDeployment(automation("auto-rollback"), {
			service: deployment.serviceId,
			environment: deployment.environment.name,
			deploymentId,
			reason: cause.reason,
			...(cause.incidentId && { incidentId: cause.incidentId }),
		});
		return id;
	} catch (error) {
		if (!(error instanceof Problem) || error.status >= 500) throw error;
		if (["already-rolled-back", "rollout-running"].includes(error.code)) return null;
		log.warn({ deployment: deploymentId, code: error.code }, "automatic rollback is not possible");
		await tellImpossible(deployment, error.code);
		return null;
	}
}

/** Told once, however often it is tried: what measures a version asks again and again. */
async function tellImpossible(
	{ id, serviceId, environment }: { id: string; serviceId: string; environment: { name: string } },
	code: string,
): Promise<void> {
	const type = "deployment.rollback-impossible";
	const subject = { kind: "deployment", id };
	await transaction(async (tx) => {
		if (await tx.loopEvent.findFirst({ where: { type, subjectKind: subject.kind, subjectId: id } })) return;
		const data = { code, environment: environment.name };
		await recordEvent(tx, { type, actor: automation("auto-rollback"), subject, serviceId, data });
	});
}
