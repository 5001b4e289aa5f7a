import { findPlaceToOperate } from "#server/deployments/find-place-to-operate.ts";
import { codedSchema } from "#server/deployments/schema.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Deployment, WorkloadChange } from "../../../prisma/generated/client.ts";
import { changedKeySchema } from "./schema.ts";
import { isConfigurationOvertaken, undoConfiguration } from "./undo-configuration.ts";

/**
 * Puts the earlier value back when the rollout of a changed key failed, where failed deployments are taken back by themselves.
 * A secret's earlier value is not known; that is said instead. Safe to repeat: never twice, and never what was put back.
 */
export async function putBackAfterFailure(deploymentId: string): Promise<void> {
	const failed = await db().deployment.findUnique({ where: { id: deploymentId }, include: { environment: true } });
	if (failed?.kind !== "configure" || failed.status !== "failed") return;
	const { place, autoRollback } = await findPlaceToOperate(failed.serviceId, failed.environment.name);
	const change = await changeBehind(failed, failed.environment.name);
	if (autoRollback === "off" || !change) return;
	if (changedKeySchema.parse(change.after).hidden) return tellImpossible(failed, failed.environment.name);
	const { connectionId, namespace, kind, name } = change;
	const where = { connectionId_namespace_kind_name: { connectionId, namespace, kind, name } };
	const workload = await db().workload.findUnique({ where });
	if (!workload || workload.deletedAt || (await isConfigurationOvertaken(change))) return;
	const reason = `auto-rollback: ${codedSchema.safeParse(failed.outcome).data?.code ?? "failed"}`;
	await undoConfiguration(change, { place, workload, actor: automation("auto-rollback"), reason });
}

/** The change that a rollout came of: the last one before it was seen. One at a time is under way in a place. */
function changeBehind({ serviceId, requestedAt }: Deployment, environment: string): Promise<WorkloadChange | null> {
	return db().workloadChange.findFirst({
		where: {
			...{ serviceId, environment, action: "configure", status: "done" },
			...{ undone: null, undoOfId: null, requestedAt: { lte: requestedAt } },
		},
		orderBy: { requestedAt: "desc" },
	});
}

async function tellImpossible({ id, serviceId }: Deployment, environment: string): Promise<void> {
	const subject = { kind: "deployment", id };
	const type = "deployment.rollback-impossible";
	await transaction(async (tx) => {
		const told = await tx.loopEvent.findFirst({ where: { type, subjectKind: subject.kind, subjectId: id } });
		const data = { code: "configuration-secret", environment };
		if (!told) await recordEvent(tx, { type, actor: automation("auto-rollback"), subject, serviceId, data });
	});
}
