import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { PgBoss } from "pg-boss";
import { openSchemaEngine } from "./schema-engine.ts";

const here = import.meta.dirname;
const lockKey = 7_120_502;

/**
 * Brings a database to the newest schema: Lazo's migrations, the job queue's, then functions and the rights of the roles.
 * Two at once: the second waits. A failing migration leaves the schema as it was (one transaction each).
 * Returns the names of the migrations it applied.
 */
export async function migrate(connectionString: string): Promise<string[]> {
	const client = new Client({ connectionString });
	await client.connect();
	try {
		await client.query("select pg_advisory_lock($1)", [lockKey]);
		const applied = await applyMigrations(connectionString);
		await migrateJobQueue(connectionString);
		for (const file of ["functions.sql", "roles.sql"]) await client.query(readFileSync(join(here, file), "utf8"));
		return applied;
	} finally {
		await client.end();
	}
}

async function applyMigrations(connectionString: string): Promise<string[]> {
	const baseDir = join(here, "migrations");
	const migrationDirectories = readdirSync(baseDir, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name)
		.sort()
		.map((path) => ({
			path,
			migrationFile: {
				path: "migration.sql",
				content: { tag: "ok", value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
			},
		}));
	const engine = await openSchemaEngine(connectionString);
	try {
		const { appliedMigrationNames } = await engine.applyMigrations({
			migrationsList: {
				baseDir,
				lockfile: { path: "migration_lock.toml", content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8") },
				shadowDbInitScript: "",
				migrationDirectories,
			},
			filters: { externalTables: [], externalEnums: [] },
		});
		return appliedMigrationNames;
	} finally {
		engine.free();
	}
}

async function migrateJobQueue(connectionString: string): Promise<void> {
	const boss = new PgBoss({ connectionString, max: 2, supervise: false, schedule: false });
	boss.on("error", () => {});
	await boss.start();
	await boss.stop({ graceful: false });
}

if (import.meta.main) {
	const url = process.env.MIGRATOR_DATABASE_URL;
	if (!url) {
		console.error("MIGRATOR_DATABASE_URL is not set; it names the database as the role that owns the schema.");
		process.exit(2);
	}
	const applied = await migrate(url);
	console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The schema is up to date.");
	process.exit(0);
}
