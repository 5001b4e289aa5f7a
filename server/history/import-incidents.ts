import { recordPastIncident } from "#server/incidents/record-past-incident.ts";
import { automation } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { History } from "./history-schema.ts";
import { pastDeploymentId } from "./import-deployments.ts";
import { pastActor } from "./import-planning.ts";
import { idOf, type Places } from "./known-places.ts";

const importer = automation("history-import");

/** Writes the incidents of the past, each tied to its suspected deployment and its item. */
export async function importIncidents(history: History, places: Places): Promise<void> {
	for (const past of history.incidents) {
		const { service, environment, alertname, acknowledgedBy, suspect, ...facts } = past;
		const serviceId = idOf(places.services, service);
		const owner = await db().entity.findUniqueOrThrow({ where: { id: serviceId }, select: { ownerTeamId: true } });
		const suspected = suspect === null ? undefined : history.deployments[suspect];
		await transaction(async (tx) =>
			recordPastIncident(tx, importer, {
				...facts,
				serviceId,
				environmentId: idOf(places.environments, environment),
				teamId: owner.ownerTeamId,
				cause: alertname,
				acknowledgedBy: await pastActor(tx, acknowledgedBy),
				suspectId: suspected ? pastDeploymentId(suspected) : null,
			}),
		);
	}
}
