import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { type Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { config } from "./config/load.ts";

/** The catalog outside a transaction. */
export type Database = PrismaClient;
/** The catalog inside a transaction. */
export type Transaction = Prisma.TransactionClient;
/** Either; reads take this. */
export type Reader = Database | Transaction;

type Shared = { pool: Pool; database: Database };
const key = Symbol.for("lazo.database");
const shared = globalThis as { [key]?: Shared };

/** Opens the catalog at a URL. A query waits at most 5 s for a connection, runs at most 15 s, and is given up after 16 s. */
export function openDatabase(url: string, connections: number): Shared {
	const pool = new Pool({
		connectionString: url,
		max: connections,
		connectionTimeoutMillis: 5_000,
		idleTimeoutMillis: 60_000,
		statement_timeout: 15_000,
		// A server that keeps its connections but says nothing cannot cancel anything either.
		query_timeout: 16_000,
		keepAlive: true,
	});
	// A dropped idle connection is replaced by the pool; without a listener it would end the process.
	pool.on("error", () => {});
	return { pool, database: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function open(): Shared {
	shared[key] ??= openDatabase(config().DATABASE_URL, config().DATABASE_POOL);
	return shared[key];
}

/** The catalog of this process. */
export const db = (): Database => open().database;

/** The pool below it, for what Prisma cannot say. */
export const pool = (): Pool => open().pool;

/** Lets tests put a database of their own in place; returns how to close it. */
export function placeDatabase(url: string, connections = 10): () => Promise<void> {
	shared[key] = openDatabase(url, connections);
	return closeDatabase;
}

export async function closeDatabase(): Promise<void> {
	const current = shared[key];
	if (!current) return;
	delete shared[key];
	await current.database.$disconnect();
	await current.pool.end().catch(() => {});
}
