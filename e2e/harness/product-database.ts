import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { z } from "zod";
import type { ProductFacts } from "./start-product.ts";

const secrets = z.object({ webPassword: z.string() });
const counted = z.tuple([z.object({ count: z.coerce.number() })]);

/** How many webhook deliveries are stored, all told or only those that no job has worked yet. */
export const countDeliveries = (product: ProductFacts, which: "all" | "unworked"): Promise<number> =>
	count(product, `select count(*) from "WebhookDelivery" where $1 = 'all' or "processedAt" is null`, which);

/** How many alerts of a name are stored. */
export const countAlerts = (product: ProductFacts, name: string): Promise<number> =>
	count(product, `select count(*) from "Alert" where name = $1`, name);

/** Reads as the web process may. */
async function count(product: ProductFacts, query: string, parameter: string): Promise<number> {
	const { webPassword } = secrets.parse(JSON.parse(readFileSync(join(product.data, "secrets.json"), "utf8")));
	const client = new Client({
		host: "127.0.0.1",
		port: Number(new URL(product.url).port) + 2,
		user: "lazo_web",
		password: webPassword,
		database: "lazo",
	});
	await client.connect();
	try {
		const { rows } = await client.query(query, [parameter]);
		return counted.parse(rows)[0].count;
	} finally {
		await client.end();
	}
}
