import { observedAlert, webhookSchema } from "#server/connectors/alertmanager/webhook.ts";
import { reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { log } from "#server/platform/log.ts";
import { ingestAlerts } from "./ingest-alerts.ts";

/** Works one stored webhook; after a crash it starts over, which changes nothing twice. */
export async function workAlerts(deliveryId: string): Promise<void> {
	const delivery = await db().webhookDelivery.findUnique({ where: { id: deliveryId } });
	if (!delivery || delivery.processedAt) return;
	const webhook = webhookSchema.parse(delivery.payload);
	const connection = await db().connection.findFirst({
		where: { kind: "alertmanager", removedAt: null },
		orderBy: { createdAt: "asc" },
	});
	const alerts = webhook.alerts.flatMap((alert) => (alert ? observedAlert(alert) : []));
	if (alerts.length < webhook.alerts.length)
		log.warn({ deliveryId, unreadable: webhook.alerts.length - alerts.length }, "alerts of a webhook were left out");
	await ingestAlerts(alerts, { connectionId: connection?.id ?? null });
	await db().webhookDelivery.update({ where: { id: deliveryId }, data: { processedAt: new Date() } });
	if (connection) await reportSuccess(connection.id, { lagMs: Date.now() - delivery.receivedAt.getTime() });
}

/** Older than this and not worked: the worker that had it is gone. */
const leftoverMs = 10_000;

/** Works what a worker that was killed has left, without waiting for its jobs to expire. */
export async function workLeftovers(): Promise<void> {
	const left = await db().webhookDelivery.findMany({
		where: {
			source: "alertmanager",
			processedAt: null,
			receivedAt: { lt: new Date(Date.now() - leftoverMs), gt: new Date(Date.now() - 3_600_000) },
		},
		orderBy: { receivedAt: "asc" },
		select: { id: true },
		take: 100,
	});
	for (const { id } of left) await workAlerts(id);
}
