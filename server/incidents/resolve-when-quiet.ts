import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";

/** Ends an incident when none of its alerts fires any more. One that a failed rollout opened ends by its rollback instead. */
export async function resolveWhenQuiet(tx: Transaction, incidentId: string, at: Date): Promise<void> {
	const incident = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } });
	if (incident.resolvedAt) return;
	const firing = await tx.alert.count({ where: { incidentId, endsAt: null } });
	if (firing > 0) return;
	await tx.incident.update({ where: { id: incidentId }, data: { status: "resolved", resolvedAt: at } });
	await recordEvent(tx, {
		type: "incident.resolved",
		actor: automation("incidents"),
		subject: { kind: "incident", id: incidentId },
		occurredAt: at,
		serviceId: incident.serviceId,
		teamId: incident.teamId,
		data: { number: incident.number },
	});
}
