import { audit } from "#server/access/audit.ts";
import { authorize } from "#server/access/authorize.ts";
import type { Action } from "#server/access/policy.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { conflict, notFound } from "#server/platform/errors.ts";
import { recordEvent } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";

async function loadIncident(actor: Actor, action: Action, id: string) {
	const incident = await db().incident.findUnique({ where: { id }, include: { environment: true } });
	if (!incident) throw notFound("incident", id);
	const { name, production } = incident.environment;
	await authorize(actor, action, {
		teamId: incident.teamId,
		environment: { name, production },
		subject: { kind: "incident", id },
	});
	return incident;
}

/** Somebody takes the incident. Taking it again changes nothing. Throws Problem 409 when it is over. */
export async function acknowledgeIncident(actor: Actor, id: string): Promise<{ status: string }> {
	const incident = await loadIncident(actor, "incident.acknowledge", id);
	if (incident.resolvedAt)
		throw conflict("incident-resolved", `Incident #${incident.number} is over already.`, { number: incident.number });
	if (incident.acknowledgedAt) return { status: incident.status };
	await transaction(async (tx) => {
		await tx.incident.update({
			where: { id },
			data: { status: "acknowledged", acknowledgedAt: new Date(), acknowledgedBy: actorRef(actor) },
		});
		await recordEvent(tx, {
			type: "incident.acknowledged",
			actor,
			subject: { kind: "incident", id },
			serviceId: incident.serviceId,
			teamId: incident.teamId,
			data: { number: incident.number },
		});
		await audit(tx, {
			actor,
			action: "incident.acknowledge",
			subject: { kind: "incident", id },
			teamId: incident.teamId,
			before: { status: incident.status },
			after: { status: "acknowledged" },
		});
	});
	return { status: "acknowledged" };
}

/** A person says whether the suspected deployment caused it; only a confirmed one counts as its cause. Throws Problem 409 without a suspect. */
export async function judgeSuspect(
	actor: Actor,
	id: string,
	decision: "confirmed" | "cleared",
): Promise<{ state: string }> {
	const incident = await loadIncident(actor, "incident.judge", id);
	const { suspectId } = incident;
	if (!suspectId)
		throw conflict("no-suspect", `Incident #${incident.number} has no suspected change.`, { number: incident.number });
	await transaction(async (tx) => {
		await tx.incident.update({ where: { id }, data: { suspectState: decision } });
		if (decision === "confirmed") {
			const from = await ensureNode(
				tx,
				{ kind: "deployment", key: suspectId, deploymentId: suspectId },
				incident.serviceId,
			);
			const to = await ensureNode(tx, { kind: "incident", key: id, incidentId: id }, incident.serviceId);
			await link(tx, {
				from,
				to,
				kind: "suspected-in",
				evidence: { source: "person", by: actor.id },
				confidence: "confirmed",
			});
		}
		await recordEvent(tx, {
			type: "incident.changed",
			actor,
			subject: { kind: "incident", id },
			serviceId: incident.serviceId,
			teamId: incident.teamId,
			data: { change: `suspect-${decision}`, deploymentId: suspectId },
		});
		await audit(tx, {
			actor,
			action: "incident.judge",
			subject: { kind: "incident", id },
			teamId: incident.teamId,
			before: { suspectState: incident.suspectState },
			after: { suspectState: decision },
		});
	});
	return { state: decision };
}

/** Adds a remark to the timeline. */
export async function commentIncident(actor: Actor, id: string, text: string): Promise<{ ok: true }> {
	const incident = await loadIncident(actor, "incident.acknowledge", id);
	await transaction(async (tx) => {
		await recordEvent(tx, {
			type: "incident.commented",
			actor,
			subject: { kind: "incident", id },
			serviceId: incident.serviceId,
			teamId: incident.teamId,
			data: { text },
		});
		await audit(tx, {
			actor,
			action: "incident.acknowledge",
			subject: { kind: "incident", id },
			teamId: incident.teamId,
			after: { comment: text.slice(0, 200) },
		});
	});
	return { ok: true };
}
