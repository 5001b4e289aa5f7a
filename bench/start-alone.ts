import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { hashToken, newSecretToken } from "#server/access/secret-token.ts";
import { databaseUrl } from "../e2e/harness/product-database.ts";
import type { ProductFacts } from "../e2e/harness/start-product.ts";

const root = join(import.meta.dirname, "..");

/** The product beside a cluster and nothing else: no sandbox, and a catalog that was written with SQL. */
export type Alone = { facts: ProductFacts; session: { cookie: string }; stop: () => Promise<void> };

/**
 * Starts the product on a port, in a fresh data folder, with the cluster of a kubeconfig and a session of a DevOps engineer.
 * `priority` is that of all its processes, as `nice` has it.
 */
export async function startAlone(port: number, kubeconfigFile: string, priority = 0): Promise<Alone> {
	const data = join(tmpdir(), `lazo-bench-${process.pid}`);
	mkdirSync(data, { recursive: true, mode: 0o755 });
	const args = ["scripts/start.mjs", "--port", String(port), "--data", data, "--no-sandbox"];
	const env = { ...process.env, KUBERNETES_KUBECONFIG_FILE: kubeconfigFile };
	const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
	if (child.pid) setPriority(child.pid, priority);
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	await new Promise<void>((resolve, reject) => {
		createInterface({ input: child.stdout }).on("line", (line) => {
			console.log(line);
			if (line.includes("Lazo runs at")) resolve();
		});
		void ended.then(() => reject(new Error("The product ended before it was ready; its words stand above.")));
	});
	const facts: ProductFacts = {
		url: `http://127.0.0.1:${port}`,
		data,
		controlPlane: "real",
		sandbox: { KUBERNETES_KUBECONFIG_FILE: kubeconfigFile },
	};
	return {
		facts,
		session: { cookie: `lazo-session=${await signInBySql(facts)}` },
		stop: async () => {
			child.kill("SIGTERM");
			await ended;
			if (!process.env.LAZO_BENCH_KEEP) rmSync(data, { recursive: true, force: true });
		},
	};
}

/** Without an issuer nobody can sign in, so the session is written as a sign-in would have left it. Returns its token. */
async function signInBySql(facts: ProductFacts): Promise<string> {
	const { token } = newSecretToken();
	const [person, client] = [randomUUID(), new Client({ connectionString: databaseUrl(facts, "web") })];
	await client.connect();
	try {
		await client.query(
			`insert into "Person" (id, issuer, subject, login, name, groups) values ($1, 'bench', 'bench', 'bench', 'Bench', '{}')`,
			[person],
		);
		await client.query(
			`insert into "RoleGrant" (id, "personId", role, source) values (gen_random_uuid(), $1, 'devops', 'settings')`,
			[person],
		);
		await client.query(
			`insert into "Session" (id, "tokenHash", "personId", "expiresAt") values (gen_random_uuid(), $1, $2, now() + interval '1 day')`,
			[hashToken(token), person],
		);
	} finally {
		await client.end();
	}
	return token;
}
