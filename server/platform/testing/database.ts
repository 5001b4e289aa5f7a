import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { forgetConfig } from "../config/load.ts";
import { placeDatabase } from "../database.ts";
import { stopJobs } from "../jobs.ts";

/** A database of one test file, and how to drop it. */
export type TestDatabase = { url: string; drop: () => Promise<void> };

/** Copies the migrated template and puts it in place of this process's catalog. `role` "worker" or "web" tests with that role's rights. */
export async function createTestDatabase(role?: "web" | "worker"): Promise<TestDatabase> {
	const { admin, template } = inject("postgres");
	const name = `test_${randomBytes(6).toString("hex")}`;
	await asAdmin(`create database ${name} template ${template}`);
	const url = new URL(admin);
	url.pathname = `/${name}`;
	if (role) {
		url.username = `lazo_${role}`;
		url.password = role;
	}
	process.env.DATABASE_URL = url.href;
	process.env.RPC_SECRET ??= randomBytes(24).toString("hex");
	forgetConfig();
	const close = placeDatabase(url.href, 5);
	return {
		url: url.href,
		drop: async () => {
			await stopJobs();
			await close();
			await asAdmin(`drop database if exists ${name} with (force)`);
		},
	};
}

const passing: unknown[] = ["55006", "42501"];

async function asAdmin(statement: string): Promise<void> {
	const url = new URL(inject("postgres").admin);
	url.pathname = "/postgres";
	for (let attempt = 1; ; attempt++) {
		const client = new Client({ connectionString: url.href });
		await client.connect();
		try {
			await client.query(statement);
			return;
		} catch (error) {
			// Another file copies the template at this very moment, or a connection of another role or a vacuum is still ending.
			if (attempt >= 200 || !(error instanceof Error && "code" in error && passing.includes(error.code))) throw error;
			await new Promise((resolve) => setTimeout(resolve, 100));
		} finally {
			await client.end();
		}
	}
}
