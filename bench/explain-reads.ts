import { Pool, type PoolClient } from "pg";
import { z } from "zod";
import { closeDatabase, placeDatabase, pool } from "#server/platform/database.ts";

type Statement = { text: string; values: unknown[] };
type Plan = {
	"Node Type": string;
	"Relation Name"?: string | undefined;
	"Index Name"?: string | undefined;
	Plans?: Plan[] | undefined;
};
const planSchema: z.ZodType<Plan> = z.object({
	"Node Type": z.string(),
	"Relation Name": z.string().optional(),
	"Index Name": z.string().optional(),
	get Plans() {
		return z.array(planSchema).optional();
	},
});
const explained = z.tuple([
	z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: planSchema, "Execution Time": z.number() })]) }),
]);
const asked = z.object({ text: z.string(), values: z.array(z.unknown()).default([]) });

/** How a table was read: the indexes that a read used, the tables it read from end to end, and ms in Postgres. */
export type Read = { indexes: string[]; scanned: string[]; ms: number };

/**
 * Runs reads of Lazo in this process and explains with `explain analyze` every statement that they send. `url` is that of the web
 * process; `tables` are the large ones, the others may be read from end to end.
 */
export async function explainReads(
	url: string,
	reads: { name: string; read: () => Promise<unknown> }[],
	tables: string[],
): Promise<Map<string, Read>> {
	placeDatabase(url, 4);
	const direct = new Pool({ connectionString: url, max: 1 });
	direct.on("error", () => {});
	const statements: Statement[] = [];
	pool().on("connect", (client) => listen(client, (statement) => statements.push(statement)));
	const found = new Map<string, Read>();
	try {
		for (const { name, read } of reads) {
			statements.length = 0;
			await read();
			const plans = [];
			for (const one of statements.filter(({ text }) => /^\s*(select|with)/i.test(text)))
				plans.push(await explain(direct, one));
			found.set(name, {
				indexes: [...new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node["Index Name"] ?? [])))],
				scanned: [
					...new Set(
						plans.flatMap(({ nodes }) =>
							nodes.flatMap((node) => (node["Node Type"] === "Seq Scan" ? (node["Relation Name"] ?? []) : [])),
						),
					),
				].filter((table) => tables.includes(table)),
				ms: plans.reduce((sum, { ms }) => sum + ms, 0),
			});
		}
	} finally {
		await direct.end();
		await closeDatabase();
	}
	return found;
}

/** Notes every statement before it is sent. */
function listen(client: PoolClient, note: (statement: Statement) => void): void {
	const query = client.query.bind(client);
	Reflect.set(client, "query", (first: unknown, ...rest: unknown[]) => {
		const statement = asked.safeParse(typeof first === "string" ? { text: first, values: rest[0] } : first).data;
		if (statement) {
			const values = Array.isArray(rest[0]) ? rest[0] : statement.values;
			note({ text: statement.text, values });
		}
		return Reflect.apply(query, client, [first, ...rest]);
	});
}

async function explain(direct: Pool, { text, values }: Statement): Promise<{ nodes: Plan[]; ms: number }> {
	const { rows } = await direct.query(`explain (analyze, format json) ${text}`, values);
	const [{ "QUERY PLAN": plan }] = explained.parse(rows);
	return { nodes: flat(plan[0].Plan), ms: plan[0]["Execution Time"] };
}

const flat = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(flat)];
