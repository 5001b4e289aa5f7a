import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { LoopEvent } from "../../prisma/generated/client.ts";
import { attachRollback } from "./attach-rollback.ts";
import { tellResolved } from "./settle-incident.ts";

/** A rollback was asked for: the incidents that suspect what it takes back know of it. */
export async function noteRollback(event: LoopEvent): Promise<void> {
	const rollback = await db().deployment.findUnique({ where: { id: event.subjectId } });
	if (!rollback?.rollbackOfId) return;
	const incidents = await db().incident.findMany({
		where: { suspectId: rollback.rollbackOfId },
		orderBy: { startedAt: "asc" },
		select: { id: true },
	});
	for (const { id } of incidents) await transaction((tx) => attachRollback(tx, id));
}

/** Something newer is rolled out: failures of rollouts before it are over. Those with alerts end when the alerts do. */
export async function resolveFailures(event: LoopEvent): Promise<void> {
	const deployment = await db().deployment.findUnique({ where: { id: event.subjectId } });
	if (!deployment) return;
	const { serviceId, environmentId, requestedAt } = deployment;
	await transaction(async (tx) => {
		const incidents = await tx.incident.findMany({
			where: {
				serviceId,
				environmentId,
				resolvedAt: null,
				alerts: { none: {} },
				suspect: { serviceId, environmentId, requestedAt: { lt: requestedAt } },
			},
		});
		for (const incident of incidents) {
			await tx.incident.update({
				where: { id: incident.id },
				data: { status: "resolved", resolvedAt: event.occurredAt },
			});
			await tellResolved(tx, incident, event.occurredAt);
		}
	});
}
