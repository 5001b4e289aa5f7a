// Writes the SQL from one data model to the next: `npm run db:migration -- NAME` compares with the model that the last migration left.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../scripts/embedded-postgres.ts";
import { openSchemaEngine, schemaFiles } from "./schema-engine.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
	console.error("Usage: npm run db:migration -- short_name (lower case, digits, underscores)");
	process.exit(2);
}

const folder = join(import.meta.dirname, "migrations");
mkdirSync(folder, { recursive: true });
const snapshot = join(folder, "model.snapshot.json");
const before = existsSync(snapshot)
	? { tag: "schemaDatamodel", files: JSON.parse(readFileSync(snapshot, "utf8")) }
	: { tag: "empty" };
const files = schemaFiles().map(({ path, content }) => ({ path: path.slice(path.lastIndexOf("/") + 1), content }));

// The engine wants a server to talk to even when it compares two files.
const scratch = join(tmpdir(), `lazo-migration-${process.pid}`);
const server = await startEmbeddedPostgres({
	dataDir: scratch,
	port: 5_699,
	passwords: { migrator: "m", web: "w", worker: "k" },
});
const engine = await openSchemaEngine(server.urls.migrator);
const { stdout } = await engine.diff({
	from: before,
	to: { tag: "schemaDatamodel", files },
	script: true,
	exitCode: null,
	shadowDatabaseUrl: null,
	filters: { externalTables: [], externalEnums: [] },
});
engine.free();
await server.stop();
rmSync(scratch, { recursive: true, force: true });

if (!stdout || stdout.includes("This is an empty migration")) {
	console.log("The data model has not changed.");
	process.exit(0);
}
const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const target = join(folder, `${stamp}_${name}`);
mkdirSync(target);
writeFileSync(join(target, "migration.sql"), stdout);
writeFileSync(join(folder, "migration_lock.toml"), 'provider = "postgresql"\n');
writeFileSync(snapshot, `${JSON.stringify(files, null, "\t")}\n`);
console.log(`Wrote ${target}/migration.sql; read it before you commit it. ${readdirSync(folder).length} entries.`);
