import { ensureNode } from "#server/loop/link.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";

/** An open incident of a service in an environment, rows only. For tests. */
export async function makeIncident(place: { serviceId: string; environmentId: string; teamId: string }) {
	const { serviceId, environmentId, teamId } = place;
	const family = await db().incidentFamily.create({ data: { serviceId, environmentId, cause: "SlowAnswers" } });
	const now = new Date();
	const incident = await db().incident.create({
		data: {
			...{ familyId: family.id, serviceId, environmentId, teamId, severity: "critical", status: "open" },
			...{ title: { code: "alert", alert: "SlowAnswers" }, startedAt: now, detectedAt: now },
		},
	});
	const { id } = incident;
	await transaction((tx) => ensureNode(tx, { kind: "incident", key: id, incidentId: id }, serviceId));
	return incident;
}
