import { rollBackBecauseOfAlert } from "#server/deployments/roll-back-automatically.ts";
import { db } from "#server/platform/database.ts";

/** Takes back what an incident's alerts fired after, where the service asks for that. Never twice, safe to repeat. */
export async function rollBackAlerted(incidentId: string): Promise<void> {
	const incident = await db().incident.findUnique({
		where: { id: incidentId },
		include: { alerts: { where: { endsAt: null }, orderBy: { startsAt: "desc" }, take: 1 } },
	});
	const alert = incident?.alerts[0];
	if (!incident || !alert) return;
	await rollBackBecauseOfAlert({
		serviceId: incident.serviceId,
		environmentId: incident.environmentId,
		alertName: alert.name,
		startsAt: alert.startsAt,
		incidentId,
	});
}
