import type { Overrides } from "#server/deployments/gates/schema.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";

type Asked = { reason: string; mode?: "template" | "image" | undefined; overrides?: Overrides };

/**
 * Takes the suspected deployment of an incident back, and ties the rollback to the incident. Answers with the rollback's id.
 * Throws Problem 404, 409 `no-suspect`, and what `rollBackDeployment` throws, which also authorizes.
 */
export async function rollBackFromIncident(actor: Actor, id: string, asked: Asked): Promise<{ id: string }> {
	const incident = await db().incident.findUnique({
		where: { id },
		include: { suspect: { include: { environment: true } } },
	});
	if (!incident) throw notFound("incident", id);
	const { suspect, number } = incident;
	if (!suspect)
		throw conflict("no-suspect", `Incident #${number} has no suspected change, so there is nothing to take back.`, {
			number,
		});
	return rollBackDeployment(actor, {
		service: suspect.serviceId,
		environment: suspect.environment.name,
		deploymentId: suspect.id,
		reason: asked.reason,
		overrides: asked.overrides ?? [],
		...(asked.mode && { mode: asked.mode }),
		incidentId: id,
	});
}
