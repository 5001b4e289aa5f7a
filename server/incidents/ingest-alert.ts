import type { ObservedAlert } from "#server/connectors/alertmanager/webhook.ts";
import { ensureNode, link } from "#server/loop/link.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type AlertPlace, matchAlert } from "./match-alert.ts";
import { openIncident } from "./open-incident.ts";
import { resolveWhenQuiet } from "./resolve-when-quiet.ts";

const actor = automation("alerts");

export type Ingested = { alertId: string; incidentId: string | null; fired: boolean };

/**
 * Writes what an Alertmanager says of one alert. An occurrence is a fingerprint with an open interval, so repeats, a second
 * Alertmanager and re-sends change nothing but the count; resolved before firing is kept as a closed interval. Safe to repeat.
 */
export async function ingestAlert(alert: ObservedAlert, connectionId: string | null): Promise<Ingested> {
	return transaction(async (tx) => {
		await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`alert ${alert.fingerprint}`}))`;
		const open = await tx.alert.findFirst({ where: { fingerprint: alert.fingerprint, endsAt: null } });
		return alert.endsAt === null ? fire(tx, { alert, connectionId, open }) : resolve(tx, { alert, connectionId, open });
	});
}

type Occurrence = {
	alert: ObservedAlert;
	connectionId: string | null;
	open: { id: string; incidentId: string | null; startsAt: Date } | null;
};

async function fire(tx: Transaction, { alert, connectionId, open }: Occurrence): Promise<Ingested> {
	if (open) {
		await tx.alert.update({
			where: { id: open.id },
			data: {
				lastSeenAt: new Date(),
				seen: { increment: 1 },
				startsAt: alert.startsAt < open.startsAt ? alert.startsAt : open.startsAt,
			},
		});
		return { alertId: open.id, incidentId: open.incidentId, fired: false };
	}
	const ended = await tx.alert.findFirst({
		where: { fingerprint: alert.fingerprint, startsAt: alert.startsAt, endsAt: { not: null } },
	});
	if (ended) return { alertId: ended.id, incidentId: ended.incidentId, fired: false };
	const place = await matchAlert(tx, alert.labels);
	const row = await insert(tx, { alert, connectionId, place });
	const { service, environment } = place;
	await recordEvent(tx, {
		type: "alert.fired",
		actor,
		subject: { kind: "alert", id: row.id },
		occurredAt: alert.startsAt,
		serviceId: service?.id ?? null,
		teamId: service?.ownerTeamId ?? null,
		data: { name: alert.name, severity: alert.severity, environment: environment?.name },
	});
	if (!service || !environment) return { alertId: row.id, incidentId: null, fired: true };
	const summary = alert.annotations.summary ?? alert.name;
	const incident = await openIncident(tx, {
		serviceId: service.id,
		environmentId: environment.id,
		cause: alert.name,
		severity: severityOf(alert.severity),
		title: { code: "alert", alert: alert.name, summary: summary.slice(0, 300) },
		summary: summary.slice(0, 200),
		startedAt: alert.startsAt,
	});
	await tx.alert.update({ where: { id: row.id }, data: { incidentId: incident.id } });
	const from = await ensureNode(tx, { kind: "alert", key: row.id, alertId: row.id }, service.id);
	const to = await ensureNode(tx, { kind: "incident", key: incident.id, incidentId: incident.id }, service.id);
	await link(tx, {
		from,
		to,
		kind: "opened",
		evidence: { source: "alertmanager", fingerprint: alert.fingerprint },
		confidence: "exact",
	});
	await touch(tx, [`incident:${incident.id}`]);
	return { alertId: row.id, incidentId: incident.id, fired: true };
}

async function resolve(tx: Transaction, { alert, connectionId, open }: Occurrence): Promise<Ingested> {
	if (!open) {
		const known = await tx.alert.findFirst({ where: { fingerprint: alert.fingerprint, startsAt: alert.startsAt } });
		const row = known ?? (await insert(tx, { alert, connectionId, place: await matchAlert(tx, alert.labels) }));
		return { alertId: row.id, incidentId: row.incidentId, fired: false };
	}
	// An end before this interval began speaks of an earlier one that was told late.
	if (alert.endsAt && alert.endsAt < open.startsAt)
		return { alertId: open.id, incidentId: open.incidentId, fired: false };
	const row = await tx.alert.update({ where: { id: open.id }, data: { endsAt: alert.endsAt, lastSeenAt: new Date() } });
	await recordEvent(tx, {
		type: "alert.resolved",
		actor,
		subject: { kind: "alert", id: row.id },
		occurredAt: alert.endsAt ?? new Date(),
		serviceId: row.serviceId,
		data: { name: row.name },
	});
	if (row.incidentId) await resolveWhenQuiet(tx, row.incidentId, alert.endsAt ?? new Date());
	return { alertId: row.id, incidentId: row.incidentId, fired: false };
}

function insert(
	tx: Transaction,
	{ alert, connectionId, place }: { alert: ObservedAlert; connectionId: string | null; place: AlertPlace },
) {
	const { fingerprint, name, severity, labels, annotations, generatorUrl, startsAt, endsAt } = alert;
	const payload = { ...alert, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null };
	return tx.alert.create({
		data: {
			connectionId,
			fingerprint,
			name,
			severity,
			labels,
			annotations,
			generatorUrl,
			startsAt,
			endsAt,
			lastSeenAt: new Date(),
			payload,
			serviceId: place.service?.id ?? null,
			environmentId: place.environment?.id ?? null,
		},
	});
}

const severityOf = (severity: string | null): "critical" | "warning" | "info" => {
	if (severity === "critical" || severity === "page" || severity === "error") return "critical";
	return severity === "info" || severity === "none" ? "info" : "warning";
};
