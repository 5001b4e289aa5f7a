import { type AlertmanagerTarget, listFiringAlerts } from "#server/connectors/alertmanager/client.ts";
import { openCredential } from "#server/platform/connections/credential.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { ingestAlert } from "./ingest-alert.ts";

/** Older than this and not firing any more: its end was told in a webhook that got lost. */
const graceMs = 30_000;

/** Reads what fires from every Alertmanager and makes up for lost webhooks: missed alerts fire, missed ends end. */
export async function reconcileAlerts(): Promise<void> {
	const connections = await db().connection.findMany({ where: { kind: "alertmanager", removedAt: null } });
	for (const connection of connections) {
		const target: AlertmanagerTarget = {
			url: connection.url,
			token: connection.source === "configuration" ? null : openCredential(connection),
		};
		try {
			await reconcileOne(connection.id, target);
			await reportSuccess(connection.id);
		} catch (error) {
			if (!(error instanceof OutboundError)) throw error;
			await reportError(connection.id, error.code, error.message);
		}
	}
}

async function reconcileOne(connectionId: string, target: AlertmanagerTarget): Promise<void> {
	const asked = new Date();
	const firing = await listFiringAlerts(target);
	for (const alert of firing) await ingestAlert(alert, connectionId);
	const gone = await db().alert.findMany({
		where: {
			connectionId,
			endsAt: null,
			lastSeenAt: { lt: new Date(asked.getTime() - graceMs) },
			fingerprint: { notIn: firing.map(({ fingerprint }) => fingerprint) },
		},
		take: 500,
	});
	for (const alert of gone) {
		await ingestAlert(
			{
				fingerprint: alert.fingerprint,
				name: alert.name,
				severity: alert.severity,
				labels: {},
				annotations: {},
				generatorUrl: null,
				startsAt: alert.startsAt,
				endsAt: asked,
			},
			connectionId,
		);
	}
}
