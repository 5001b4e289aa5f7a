import { sendAlerts } from "./send-webhook.ts";
import type { ProductFacts } from "./start-product.ts";
import { until } from "./until.ts";

/** Posts a body as Alertmanager does, and again as it does until Lazo has taken it. */
export async function retryAlerts(product: ProductFacts, body: string): Promise<void> {
	await until("the webhook taken", async () => (await sendAlerts(product, body)) === 202);
}
