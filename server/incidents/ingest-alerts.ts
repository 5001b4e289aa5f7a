import type { ObservedAlert } from "#server/connectors/alertmanager/webhook.ts";
import { ensureNode } from "#server/loop/link.ts";
import { linkMany } from "#server/loop/link-many.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { type NewEvent, recordEvents } from "#server/platform/events.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type AlertBook, type BookedAlert, bookReport, openBook } from "./alert-book.ts";
import { type AlertPlace, matchAlert } from "./match-alert.ts";
import { openIncident } from "./open-incident.ts";
import { alertRollbackQueue } from "./queues.ts";
import { saveAlerts } from "./save-alerts.ts";
import { settleIncident } from "./settle-incident.ts";

const actor = automation("alerts");
const chunkSize = 200;

/** Who told: the connection, and when it was asked if it was. */
export type AlertSource = { connectionId: string | null; askedAt?: Date };

/**
 * Writes what an Alertmanager says, a transaction per 200 alerts: alerts, the incidents they belong to, the items those file.
 * Any order, any repetition and several Alertmanagers give the same. After a crash it may start over.
 */
export async function ingestAlerts(reports: readonly ObservedAlert[], source: AlertSource): Promise<void> {
	for (let at = 0; at < reports.length; at += chunkSize) {
		const chunk = reports.slice(at, at + chunkSize);
		await transaction((tx) => ingestChunk(tx, chunk, source));
	}
}

async function ingestChunk(tx: Transaction, reports: readonly ObservedAlert[], source: AlertSource): Promise<void> {
	const book = await readBook(tx, reports);
	for (const report of reports) bookReport(book, report, source.askedAt ?? null);
	const rows = [...book.values()];
	const fresh = rows.filter((row) => row.fresh);
	const places = await placesOf(tx, fresh);
	await saveAlerts(tx, rows, { connectionId: source.connectionId, places });
	await recordEvents(tx, eventsOf(rows, places));
	for (const family of familiesOf(fresh, places)) await joinIncident(tx, family);
	const touched = new Set(rows.filter((row) => row.moved || row.fresh).flatMap(({ incidentId }) => incidentId ?? []));
	for (const incidentId of [...touched].sort()) await settleIncident(tx, incidentId);
}

async function readBook(tx: Transaction, reports: readonly ObservedAlert[]): Promise<AlertBook> {
	const fingerprints = [...new Set(reports.map(({ fingerprint }) => fingerprint))];
	await tx.$executeRaw`
		select pg_advisory_xact_lock(lock) from (select distinct hashtext('alert ' || name) as lock from unnest(${fingerprints}::text[]) as name order by 1) locks`;
	const rows = await tx.alert.findMany({
		where: {
			fingerprint: { in: fingerprints },
			OR: [{ endsAt: null }, { startsAt: { in: reports.map(({ startsAt }) => startsAt) } }],
		},
		select: {
			id: true,
			name: true,
			fingerprint: true,
			startsAt: true,
			endsAt: true,
			incidentId: true,
			serviceId: true,
		},
	});
	return openBook(rows);
}

/** Where each new alert belongs; alerts that name the same place are looked up once. */
async function placesOf(tx: Transaction, rows: BookedAlert[]): Promise<Map<string, AlertPlace>> {
	const known = new Map<string, AlertPlace>();
	const places = new Map<string, AlertPlace>();
	for (const { id, report } of rows) {
		if (!report) continue;
		const { service, app, job, namespace, environment, env } = report.labels;
		const more = [report.labels.app_kubernetes_io_name, report.labels.deployment_environment_name];
		const key = JSON.stringify([service, app, job, namespace, environment, env, ...more]);
		const place = known.get(key) ?? (await matchAlert(tx, report.labels));
		known.set(key, place);
		places.set(id, place);
	}
	return places;
}

/** An alert that two Alertmanagers date differently is told once. */
function eventsOf(rows: BookedAlert[], places: Map<string, AlertPlace>): NewEvent[] {
	const firing = new Set(rows.filter((row) => row.wasOpen).map(({ fingerprint }) => fingerprint));
	return rows.flatMap((row) => {
		const place = places.get(row.id);
		const about = {
			actor,
			subject: { kind: "alert", id: row.id },
			serviceId: place?.service?.id ?? row.serviceId,
			teamId: place?.service?.ownerTeamId ?? null,
		};
		const name = row.report?.name ?? row.name;
		const severity = row.report?.severity;
		const events: NewEvent[] = [];
		if (row.fresh && !firing.has(row.fingerprint)) {
			firing.add(row.fingerprint);
			const data = { name, severity, environment: place?.environment?.name };
			events.push({ ...about, type: "alert.fired", occurredAt: row.startsAt, data });
		}
		if (row.endsAt && (row.fresh || (row.moved && row.wasOpen)))
			events.push({ ...about, type: "alert.resolved", occurredAt: row.endsAt, data: { name } });
		return events;
	});
}

type Family = {
	name: string;
	service: NonNullable<AlertPlace["service"]>;
	environment: NonNullable<AlertPlace["environment"]>;
	rows: (BookedAlert & { report: ObservedAlert })[];
};

function familiesOf(fresh: BookedAlert[], places: Map<string, AlertPlace>): Family[] {
	const families = new Map<string, Family>();
	for (const row of fresh) {
		const { service, environment } = places.get(row.id) ?? {};
		const { report } = row;
		if (!report || !service || !environment) continue;
		const key = `${service.id} ${environment.id} ${report.name}`;
		const family = families.get(key) ?? { name: report.name, service, environment, rows: [] };
		family.rows.push(Object.assign(row, { report }));
		families.set(key, family);
	}
	return [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, family]) => family);
}

async function joinIncident(tx: Transaction, { name, service, environment, rows }: Family): Promise<void> {
	const ordered = [...rows].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
	const first = ordered[0];
	if (!first) return;
	const firing = rows.some(({ endsAt }) => endsAt === null);
	const summary = first.report.annotations.summary || name;
	const incident = await openIncident(tx, {
		serviceId: service.id,
		environmentId: environment.id,
		cause: name,
		severity: worst(rows.map(({ report }) => severityOf(report.severity))),
		title: { code: "alert", alert: name, summary: summary.slice(0, 300) },
		summary: summary.slice(0, 150),
		startedAt: first.startsAt,
		endedAt: firing ? null : latest(rows.flatMap(({ endsAt }) => endsAt ?? [])),
	});
	for (const row of rows) row.incidentId = incident.id;
	await tx.alert.updateMany({ where: { id: { in: rows.map(({ id }) => id) } }, data: { incidentId: incident.id } });
	const to = await ensureNode(tx, { kind: "incident", key: incident.id, incidentId: incident.id }, service.id);
	const from = rows.map(({ id }) => ({ kind: "alert" as const, key: id, alertId: id }));
	const evidence = { source: "alertmanager", alert: name };
	await linkMany(
		tx,
		{ kind: "alert", from, serviceId: service.id },
		{ to, kind: "opened", evidence, confidence: "exact" },
	);
	if (firing) await enqueue(tx, alertRollbackQueue, { data: { incidentId: incident.id } });
}

const latest = (dates: Date[]) => new Date(Math.max(...dates.map((date) => date.getTime())));

const severities = ["critical", "warning", "info"] as const;
type Severity = (typeof severities)[number];
const worst = (all: Severity[]): Severity => severities.find((one) => all.includes(one)) ?? "warning";

function severityOf(severity: string | null): Severity {
	if (severity === "critical" || severity === "page" || severity === "error") return "critical";
	return severity === "info" || severity === "none" ? "info" : "warning";
}
