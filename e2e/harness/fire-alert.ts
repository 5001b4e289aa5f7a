import type { ProductFacts } from "./start-product.ts";

/** Has the sandbox's Alertmanager fire an alert, or end it; what it tells Lazo is its own affair. */
export async function fireAlert(
	product: ProductFacts,
	labels: Record<string, string>,
	{ startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<void> {
	const alert = { labels, annotations: { summary: `${labels.alertname} of ${labels.service}` }, startsAt, endsAt };
	const answer = await fetch(`${product.sandbox.ALERTMANAGER_URL}/api/v2/alerts`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify([alert]),
	});
	if (!answer.ok) throw new Error(`Alertmanager refused an alert: ${answer.status} ${await answer.text()}`);
}
