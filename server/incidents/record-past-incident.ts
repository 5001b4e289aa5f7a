import { ensureNode, link } from "#server/loop/link.ts";
import { type Actor, actorRef } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvents } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { snapshotQueue } from "./queues.ts";

export type PastIncident = {
	serviceId: string;
	environmentId: string;
	teamId: string | null;
	/** Alert name: incidents of one cause are one family. */
	cause: string;
	title: string;
	summary: string;
	severity: "critical" | "warning" | "info";
	startedAt: Date;
	detectedAt: Date;
	acknowledgedAt: Date | null;
	acknowledgedBy: Actor | null;
	resolvedAt: Date;
	/** The deployment believed to have caused it. */
	suspectId: string | null;
	/** The item that was filed for it. */
	itemKey: string | null;
};

/** Writes an incident that is over, with its times, its alert, suspect and item. One with that start stays as it is. Returns its id. */
export async function recordPastIncident(tx: Transaction, actor: Actor, past: PastIncident): Promise<string> {
	const { serviceId, environmentId, cause, startedAt, resolvedAt } = past;
	const key = { serviceId, environmentId, cause };
	await tx.incidentFamily.createMany({ data: [key], skipDuplicates: true });
	const family = await tx.incidentFamily.findUniqueOrThrow({ where: { serviceId_environmentId_cause: key } });
	const known = await tx.incident.findFirst({ where: { familyId: family.id, startedAt }, select: { id: true } });
	if (known) return known.id;
	const { id, number } = await tx.incident.create({
		data: {
			familyId: family.id,
			serviceId,
			environmentId,
			teamId: past.teamId,
			title: { code: "alert", alert: cause, summary: past.summary },
			severity: past.severity,
			status: "resolved",
			startedAt,
			detectedAt: past.detectedAt,
			acknowledgedAt: past.acknowledgedAt,
			...(past.acknowledgedBy && { acknowledgedBy: actorRef(past.acknowledgedBy) }),
			resolvedAt,
			suspectId: past.suspectId,
			...(past.suspectId && { suspicion: { score: 1, reasons: [] }, suspectState: "confirmed" }),
		},
	});
	const node = await ensureNode(tx, { kind: "incident", key: id, incidentId: id }, serviceId);
	const alertId = await recordAlert(tx, past, { id, node });
	await recordWhatHappened(tx, actor, { ...past, id, number, alertId });
	await linkSuspect(tx, past, node);
	await tieItem(tx, past, { node, family });
	const later = family.lastAt && family.lastAt > startedAt ? family.lastAt : startedAt;
	await tx.incidentFamily.update({
		where: { id: family.id },
		data: { recurrences: { increment: 1 }, lastAt: later },
	});
	await enqueue(tx, snapshotQueue, { data: { incidentId: id }, startAfter: 60 });
	return id;
}

async function recordAlert(tx: Transaction, past: PastIncident, incident: { id: string; node: string }) {
	const { serviceId, environmentId, cause, severity, startedAt, resolvedAt } = past;
	const { id } = await tx.alert.create({
		data: {
			fingerprint: `past ${incident.id}`,
			name: cause,
			severity,
			labels: { alertname: cause, severity },
			annotations: { summary: past.summary, title: past.title },
			startsAt: startedAt,
			endsAt: resolvedAt,
			lastSeenAt: resolvedAt,
			payload: {},
			serviceId,
			environmentId,
			incidentId: incident.id,
		},
		select: { id: true },
	});
	const from = await ensureNode(tx, { kind: "alert", key: id, alertId: id }, serviceId);
	await link(tx, { from, to: incident.node, kind: "opened", evidence: { source: "history" }, confidence: "exact" });
	return id;
}

type Recorded = PastIncident & { id: string; number: number; alertId: string };

async function recordWhatHappened(tx: Transaction, actor: Actor, past: Recorded): Promise<void> {
	const { id, number, alertId, serviceId, teamId, cause, severity } = past;
	const of = { actor, subject: { kind: "incident", id }, serviceId, teamId, data: { number } };
	const alert = { ...of, subject: { kind: "alert", id: alertId }, data: { name: cause, severity } };
	await recordEvents(tx, [
		{ ...alert, type: "alert.fired", occurredAt: past.startedAt },
		{ ...of, type: "incident.opened", occurredAt: past.detectedAt, data: { number, cause, severity } },
		...(past.acknowledgedAt
			? [
					{
						...of,
						type: "incident.acknowledged",
						actor: past.acknowledgedBy ?? actor,
						occurredAt: past.acknowledgedAt,
					},
				]
			: []),
		{ ...alert, type: "alert.resolved", occurredAt: past.resolvedAt },
		{ ...of, type: "incident.resolved", occurredAt: past.resolvedAt },
	]);
}

async function linkSuspect(tx: Transaction, { suspectId, serviceId }: PastIncident, to: string): Promise<void> {
	if (!suspectId) return;
	const from = await ensureNode(tx, { kind: "deployment", key: suspectId, deploymentId: suspectId }, serviceId);
	await link(tx, { from, to, kind: "suspected-in", evidence: { source: "history" }, confidence: "confirmed" });
}

type Tie = { node: string; family: { id: string; itemId: string | null } };

/** An item belongs to one family; one that has no decision yet was taken in at the time. */
async function tieItem(tx: Transaction, { itemKey, serviceId }: PastIncident, { node, family }: Tie): Promise<void> {
	const item = itemKey && (await tx.item.findUnique({ where: { key: itemKey }, include: { family: true } }));
	if (!item) return;
	if (!family.itemId && !item.family)
		await tx.incidentFamily.update({ where: { id: family.id }, data: { itemId: item.id } });
	if (!item.triage) await tx.item.update({ where: { id: item.id }, data: { triage: "accepted" } });
	const to = await ensureNode(tx, { kind: "item", key: item.key, itemId: item.id }, serviceId);
	await link(tx, { from: node, to, kind: "filed-as", evidence: { source: "history" }, confidence: "exact" });
}
