import { authorize } from "#server/access/authorize.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { overridesSchema } from "./gates/schema.ts";
import { autoRollbackOf, changeableTarget } from "./internal/find-place.ts";
import { deploymentRow, holdRow, rowInclude, targetRow } from "./internal/rows.ts";
import { readProgress } from "./internal/settle-rollout.ts";
import { actorRefSchema, type DeploymentDetail } from "./schema.ts";
import { showSmokeJob } from "./smoke/show-smoke-job.ts";
import { wayKindSchema } from "./ways/schema.ts";
import { showCarrier } from "./ways/show-carrier.ts";

/** A deployment with its pods, its events and what may be done about it. Throws Problem 404. */
export async function getDeployment(actor: Actor, id: string): Promise<DeploymentDetail> {
	await authorize(actor, "deployments.read", { subject: { kind: "deployment", id } });
	const row = await db().deployment.findUnique({
		where: { id },
		include: { ...rowInclude, approval: { select: { decidedBy: true } } },
	});
	if (!row) throw notFound("deployment", id);
	const { serviceId, environmentId, digest } = row;
	const [place, events, hold, carrier, smokeJob] = await Promise.all([
		db().serviceEnvironment.findUnique({
			where: { serviceId_environmentId: { serviceId, environmentId } },
			include: { service: true, environment: true, targets: { include: { connection: true } } },
		}),
		db().loopEvent.findMany({
			where: { subjectKind: "deployment", subjectId: id },
			orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
			take: 200,
		}),
		digest ? db().versionHold.findFirst({ where: { serviceId, digest, liftedAt: null } }) : null,
		showCarrier(db(), row),
		showSmokeJob(db(), actor, id),
	]);
	const target = place ? changeableTarget(place) : null;
	return {
		...deploymentRow(row),
		progress: readProgress(row.progress),
		target: target ? targetRow(target) : null,
		autoRollback: place ? autoRollbackOf(place) : "off",
		way: wayKindSchema.catch("patch").parse(row.way),
		carrier,
		smokeJob,
		events: events.map(({ id: eventId, type, occurredAt, actor: by, data }) => ({
			id: eventId,
			type,
			at: occurredAt.toISOString(),
			actor: actorRefSchema.parse(by),
			data: typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : {},
		})),
		hold: hold ? holdRow(hold, row.artifact?.version ?? null) : null,
		overrides: overridesSchema.catch([]).parse(row.overrides ?? []),
		approvedBy: actorRefSchema
			.nullable()
			.catch(null)
			.parse(row.approval?.decidedBy ?? null),
	};
}
