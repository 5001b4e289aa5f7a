import { createHmac, randomUUID } from "node:crypto";
import type { ProductFacts } from "./start-product.ts";

/** Posts a body to Lazo as Alertmanager does; `secret` is the right one unless told. Returns the HTTP status. */
export async function sendAlerts(
	product: ProductFacts,
	body: string,
	secret = product.sandbox.ALERTMANAGER_WEBHOOK_SECRET ?? "",
): Promise<number> {
	const answer = await fetch(`${product.url}/api/webhooks/alertmanager`, {
		method: "POST",
		headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
		body,
	});
	return answer.status;
}

/** Posts a body to Lazo as GitHub does, signed with the right secret unless told. Returns the HTTP status. */
export async function sendDelivery(
	product: ProductFacts,
	body: string,
	secret = product.sandbox.GITHUB_WEBHOOK_SECRET ?? "",
): Promise<number> {
	const signature = createHmac("sha256", secret).update(body).digest("hex");
	const answer = await fetch(`${product.url}/api/webhooks/github`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-github-event": "push",
			"x-github-delivery": randomUUID(),
			"x-hub-signature-256": `sha256=${signature}`,
		},
		body,
	});
	return answer.status;
}

export type StormAlert = { alertname: string; service: string; environment: string; instance: string };

/** The body of an Alertmanager webhook (version 4) with these alerts, firing since `startsAt` or over at `endsAt`. */
export function alertsBody(alerts: StormAlert[], startsAt: Date, endsAt?: Date): string {
	const status = endsAt ? "resolved" : "firing";
	return JSON.stringify({
		version: "4",
		groupKey: `{}:{group="${alerts[0]?.instance}"}`,
		truncatedAlerts: 0,
		status,
		receiver: "lazo",
		groupLabels: {},
		commonLabels: {},
		commonAnnotations: {},
		externalURL: "http://127.0.0.1",
		alerts: alerts.map((labels) => ({
			status,
			labels: { ...labels, severity: "warning" },
			annotations: { summary: `${labels.alertname} of ${labels.service}` },
			startsAt: startsAt.toISOString(),
			endsAt: endsAt?.toISOString() ?? "0001-01-01T00:00:00Z",
			generatorURL: "",
			fingerprint: createHmac("sha256", "fingerprint").update(JSON.stringify(labels)).digest("hex").slice(0, 16),
		})),
	});
}
