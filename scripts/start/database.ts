import { migrate } from "../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import type { Processes } from "./processes.ts";
import { say } from "./say.ts";
import type { Secrets } from "./secrets.ts";

/** Starts the embedded Postgres and brings its schema up to date. Returns the URLs of the two processes. */
export async function startDatabase(
	processes: Processes,
	init: { data: string; port: number; secrets: Secrets },
): Promise<{ web: string; worker: string }> {
	const { data, port, secrets } = init;
	say("Starting Postgres");
	const server = await startEmbeddedPostgres({
		dataDir: data,
		port,
		passwords: { migrator: secrets.migratorPassword, web: secrets.webPassword, worker: secrets.workerPassword },
	});
	processes.atEnd(server.stop);
	const applied = await migrate(server.urls.migrator);
	if (applied.length > 0) say(`Migrated the database (${applied.length} migrations)`);
	return { web: server.urls.web, worker: server.urls.worker };
}
