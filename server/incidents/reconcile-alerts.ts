import { type AlertmanagerTarget, listFiringAlerts } from "#server/connectors/alertmanager/client.ts";
import { credentialOf } from "#server/platform/connections/credential.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { ingestAlerts } from "./ingest-alerts.ts";

/** Older than this and not firing any more: its end was told in a webhook that got lost. */
const graceMs = 30_000;

/** Reads what fires from every Alertmanager and makes up for lost webhooks: missed alerts fire, missed ends end. */
export async function reconcileAlerts(): Promise<void> {
	const connections = await db().connection.findMany({ where: { kind: "alertmanager", removedAt: null } });
	for (const connection of connections) {
		const target: AlertmanagerTarget = {
			url: connection.url,
			token: credentialOf(connection),
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
	await ingestAlerts(firing, { connectionId, askedAt: asked });
	const listed = new Set(firing.map(keyOf));
	const open = await db().alert.findMany({
		where: { connectionId, endsAt: null, lastSeenAt: { lt: new Date(asked.getTime() - graceMs) } },
		orderBy: { lastSeenAt: "asc" },
		take: 2_000,
	});
	const ended = open
		.filter((alert) => !listed.has(keyOf(alert)))
		.map(({ fingerprint, name, severity, startsAt }) => ({
			fingerprint,
			name,
			severity,
			startsAt,
			labels: {},
			annotations: {},
			generatorUrl: null,
			endsAt: asked,
		}));
	await ingestAlerts(ended, { connectionId });
}

const keyOf = ({ fingerprint, startsAt }: { fingerprint: string; startsAt: Date }) =>
	`${fingerprint} ${startsAt.getTime()}`;
