import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { z } from "zod";
import type { ProductFacts } from "./start-product.ts";

const secrets = z.object({ webPassword: z.string(), migratorPassword: z.string() });
const counted = z.tuple([z.object({ count: z.coerce.number() })]);

/** How many webhook deliveries are stored, all told or only those that no job has worked yet. */
export const countDeliveries = (product: ProductFacts, which: "all" | "unworked"): Promise<number> =>
	count(product, `select count(*) from "WebhookDelivery" where $1 = 'all' or "processedAt" is null`, which);

/** How many alerts of a name are stored. */
export const countAlerts = (product: ProductFacts, name: string): Promise<number> =>
	count(product, `select count(*) from "Alert" where name = $1`, name);

const named = z.array(z.object({ name: z.string() }));

/** The tables, pg-boss' included, of which a row holds one of these texts in any of its columns. */
export async function findInDatabase(product: ProductFacts, texts: string[]): Promise<string[]> {
	return reading(product, async (client) => {
		const { rows } = await client.query(
			`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
			where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`,
		);
		const each = named.parse(rows).map(
			({ name }) =>
				`select '${name.replaceAll("'", "''")}' as name where exists (
						select from ${name} t, unnest($1::text[]) secret where strpos(t::text, secret) > 0)`,
		);
		const found = await client.query(each.join(" union all "), [texts]);
		return named.parse(found.rows).map(({ name }) => name);
	});
}

/** Reads as the web process may. */
function count(product: ProductFacts, query: string, parameter: string): Promise<number> {
	return reading(product, async (client) => {
		const { rows } = await client.query(query, [parameter]);
		return counted.parse(rows)[0].count;
	});
}

async function reading<T>(product: ProductFacts, work: (client: Client) => Promise<T>): Promise<T> {
	const client = new Client({ connectionString: databaseUrl(product, "web") });
	await client.connect();
	try {
		return await work(client);
	} finally {
		await client.end();
	}
}

/** The product's database as the web process sees it, or as the owner of the schema does. */
export function databaseUrl(product: ProductFacts, role: "web" | "migrator"): string {
	const passwords = secrets.parse(JSON.parse(readFileSync(join(product.data, "secrets.json"), "utf8")));
	const password = encodeURIComponent(role === "web" ? passwords.webPassword : passwords.migratorPassword);
	return `postgresql://lazo_${role}:${password}@127.0.0.1:${Number(new URL(product.url).port) + 2}/lazo`;
}
