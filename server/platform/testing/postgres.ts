import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../../../prisma/migrate.ts";
import { startEmbeddedPostgres } from "../../../scripts/embedded-postgres.ts";

declare module "vitest" {
	interface ProvidedContext {
		postgres: { admin: string; template: string };
	}
}

/** Starts one real Postgres for the test run, with a migrated template database that every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const dataDir = join(tmpdir(), `lazo-test-${process.pid}`);
	mkdirSync(dataDir, { recursive: true });
	chmodSync(dataDir, 0o755);
	const server = await startEmbeddedPostgres({
		dataDir,
		port: await freePort(),
		passwords: { migrator: "migrator", web: "web", worker: "worker" },
		throwaway: true,
	});
	await migrate(server.urls.migrator);
	project.provide("postgres", { admin: server.urls.migrator, template: "lazo" });
	return async () => {
		await server.stop();
		rmSync(dataDir, { recursive: true, force: true });
	};
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() =>
				address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
			);
		});
	});
}
