import { ensureNode, link } from "#server/loop/link.ts";
import { type Actor, automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import type { Incident } from "../../prisma/generated/client.ts";
import { attachRollback } from "./attach-rollback.ts";
import { fileForTeam } from "./file-for-team.ts";
import { findSuspects } from "./find-suspects.ts";
import { snapshotQueue } from "./queues.ts";
import { tellResolved } from "./settle-incident.ts";
import type { Trouble } from "./trouble.ts";

const actor: Actor = automation("incidents");
const rejoinMs = 10 * 60_000;
/** Seconds after which the graph is kept: at once, and when the trouble shows. */
const graphDelays = [0, 90];

/**
 * Opens the incident of a family, or joins the one that is open; one that ended within 10 minutes opens again and counts as a flap.
 * Files one item in the owning team's backlog, or reopens the family's. Part of the caller's transaction; safe to repeat.
 */
export async function openIncident(tx: Transaction, trouble: Trouble): Promise<{ id: string; opened: boolean }> {
	const { serviceId, environmentId, cause } = trouble;
	const family = await lockFamily(tx, trouble);
	const known = await findNear(tx, family.id, trouble);
	if (known) {
		if (known.resolvedAt && !trouble.endedAt) await reopen(tx, known);
		return { id: known.id, opened: false };
	}
	const service = await tx.entity.findUniqueOrThrow({ where: { id: serviceId }, include: { owner: true } });
	const suspicion = await suspect(tx, trouble);
	const incident = await tx.incident.create({
		data: {
			familyId: family.id,
			serviceId,
			environmentId,
			teamId: service.ownerTeamId,
			title: trouble.title,
			severity: trouble.severity,
			status: trouble.endedAt ? "resolved" : "open",
			startedAt: trouble.startedAt,
			resolvedAt: trouble.endedAt ?? null,
			detectedAt: new Date(),
			suspectId: suspicion?.deploymentId ?? null,
			...(suspicion && {
				suspicion: { score: suspicion.score, reasons: suspicion.reasons },
				suspectState: "suggested",
			}),
		},
	});
	await tx.incidentFamily.update({
		where: { id: family.id },
		data: { recurrences: { increment: 1 }, lastAt: trouble.startedAt },
	});
	const node = await ensureNode(tx, { kind: "incident", key: incident.id, incidentId: incident.id }, serviceId);
	if (suspicion) await linkSuspect(tx, suspicion, { node, serviceId });
	await recordEvent(tx, {
		type: "incident.opened",
		actor,
		subject: { kind: "incident", id: incident.id },
		occurredAt: trouble.startedAt,
		serviceId,
		teamId: service.ownerTeamId,
		data: { number: incident.number, cause, title: trouble.title, severity: trouble.severity },
	});
	await fileForTeam(tx, { trouble, family, service, node, incident, suspectId: suspicion?.deploymentId ?? null });
	await attachRollback(tx, incident.id);
	if (trouble.endedAt) await tellResolved(tx, incident, trouble.endedAt);
	for (const startAfter of graphDelays)
		await enqueue(tx, snapshotQueue, { data: { incidentId: incident.id }, startAfter });
	return { id: incident.id, opened: true };
}

/** The family's incident that lasts, or that ended or began within ten minutes of this trouble. */
function findNear(tx: Transaction, familyId: string, { startedAt, endedAt }: Trouble) {
	const from = new Date(startedAt.getTime() - rejoinMs);
	return tx.incident.findFirst({
		where: {
			familyId,
			OR: [{ resolvedAt: null }, { resolvedAt: { gt: from } }],
			...(endedAt && { startedAt: { lt: new Date(endedAt.getTime() + rejoinMs) } }),
		},
		orderBy: { startedAt: "desc" },
	});
}

/** Without alerts behind it, since those say by themselves whether an incident lasts and how often it came back. */
async function reopen(tx: Transaction, incident: Incident): Promise<void> {
	if ((await tx.alert.count({ where: { incidentId: incident.id } })) > 0) return;
	const status = incident.acknowledgedAt ? "acknowledged" : "open";
	await tx.incident.update({
		where: { id: incident.id },
		data: { status, resolvedAt: null, flaps: { increment: 1 } },
	});
	await recordEvent(tx, {
		type: "incident.changed",
		actor,
		subject: { kind: "incident", id: incident.id },
		serviceId: incident.serviceId,
		teamId: incident.teamId,
		data: { change: "reopened" },
	});
}

/** The family's row, locked until the transaction ends: an alert storm opens one incident, not many. */
async function lockFamily(tx: Transaction, { serviceId, environmentId, cause }: Trouble) {
	await tx.incidentFamily.createMany({ data: [{ serviceId, environmentId, cause }], skipDuplicates: true });
	await tx.$queryRaw`select id from "IncidentFamily" where "serviceId" = ${serviceId}::uuid and "environmentId" = ${environmentId}::uuid and cause = ${cause} for update`;
	return tx.incidentFamily.findUniqueOrThrow({
		where: { serviceId_environmentId_cause: { serviceId, environmentId, cause } },
	});
}

async function suspect(tx: Transaction, trouble: Trouble) {
	const known = trouble.deploymentId;
	if (known) return { deploymentId: known, score: 1, reasons: [{ code: "failed", params: {} }] };
	return (await findSuspects(tx, trouble, trouble.startedAt))[0];
}

async function linkSuspect(
	tx: Transaction,
	suspicion: { deploymentId: string; score: number },
	incident: { node: string; serviceId: string },
): Promise<void> {
	const from = await ensureNode(
		tx,
		{ kind: "deployment", key: suspicion.deploymentId, deploymentId: suspicion.deploymentId },
		incident.serviceId,
	);
	const exact = suspicion.score >= 1;
	await link(tx, {
		from,
		to: incident.node,
		kind: "suspected-in",
		evidence: { source: exact ? "rollout-verdict" : "time-and-place", score: String(suspicion.score) },
		confidence: exact ? "exact" : "derived",
	});
}
