import type { Transaction } from "#server/platform/database.ts";
import { touch } from "#server/platform/events.ts";

/** Ties an incident to the rollback of its suspect and to the hold on that version, when they are there. Safe to repeat. */
export async function attachRollback(tx: Transaction, incidentId: string): Promise<void> {
	const { suspectId } = await tx.incident.findUniqueOrThrow({ where: { id: incidentId }, select: { suspectId: true } });
	if (!suspectId) return;
	const rollbacks = await tx.deployment.updateMany({
		where: { rollbackOfId: suspectId, incidentId: null },
		data: { incidentId },
	});
	const holds = await tx.versionHold.updateMany({
		where: { deploymentId: suspectId, incidentId: null },
		data: { incidentId },
	});
	if (rollbacks.count + holds.count > 0) await touch(tx, [`incident:${incidentId}`, "incidents"]);
}
