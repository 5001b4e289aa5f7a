import { createHash } from "node:crypto";
import { readAlertJson, webhookSchema } from "#server/connectors/alertmanager/webhook.ts";
import { Problem } from "#server/platform/errors.ts";
import { enqueue } from "#server/platform/jobs.ts";
import { transaction } from "#server/platform/transaction.ts";
import { alertsQueue } from "./queues.ts";

/**
 * Takes an Alertmanager webhook: stores it and enqueues its work in one transaction, so the answer is quick and nothing is lost.
 * The same body again within its group is stored once. Throws Problem 422 for what is not a version 4 webhook.
 */
export async function receiveAlerts(body: string): Promise<{ accepted: number }> {
	const payload = parse(body);
	const deliveryId = createHash("sha256").update(body).digest("hex");
	await transaction(async (tx) => {
		const row = await tx.webhookDelivery.upsert({
			where: { source_deliveryId: { source: "alertmanager", deliveryId } },
			create: { source: "alertmanager", deliveryId, event: payload.status, payload },
			update: { processedAt: null, receivedAt: new Date() },
		});
		await enqueue(tx, alertsQueue, { data: { deliveryId: row.id } });
	});
	return { accepted: payload.alerts.length };
}

function parse(body: string) {
	const parsed = webhookSchema.safeParse(readAlertJson(body));
	if (parsed.success) return parsed.data;
	const first = parsed.error.issues[0];
	throw new Problem({
		status: 422,
		code: "not-an-alertmanager-webhook",
		detail: `This is not an Alertmanager webhook of version 4 (${first?.path.join(".") || "body"}: ${first?.message ?? "unreadable"}). Nothing was stored.`,
	});
}
