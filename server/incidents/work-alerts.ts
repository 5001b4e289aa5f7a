import { observedAlert, webhookSchema } from "#server/connectors/alertmanager/webhook.ts";
import { reportSuccess } from "#server/platform/connections/health.ts";
import { db } from "#server/platform/database.ts";
import { ingestAlert } from "./ingest-alert.ts";

/** Works one stored webhook, alert by alert, each in a transaction of its own; after a crash it starts over, which changes nothing twice. */
export async function workAlerts(deliveryId: string): Promise<void> {
	const delivery = await db().webhookDelivery.findUnique({ where: { id: deliveryId } });
	if (!delivery || delivery.processedAt) return;
	const webhook = webhookSchema.parse(delivery.payload);
	const connection = await db().connection.findFirst({
		where: { kind: "alertmanager", removedAt: null },
		orderBy: { createdAt: "asc" },
	});
	for (const alert of webhook.alerts) await ingestAlert(observedAlert(alert), connection?.id ?? null);
	await db().webhookDelivery.update({ where: { id: deliveryId }, data: { processedAt: new Date() } });
	if (connection) await reportSuccess(connection.id, { lagMs: Date.now() - delivery.receivedAt.getTime() });
}
