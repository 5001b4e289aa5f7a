/** Prints an `.env` for docker-compose.yml with fresh secrets: `node deploy/compose/make-env.ts > .env` */
import { randomBytes } from "node:crypto";
import { newSealKeys } from "#server/platform/seal.ts";

const generated = [
	"POSTGRES_PASSWORD",
	"MIGRATOR_PASSWORD",
	"WEB_PASSWORD",
	"WORKER_PASSWORD",
	"RPC_SECRET",
	"METRICS_TOKEN",
	"GITHUB_WEBHOOK_SECRET",
	"ALERTMANAGER_WEBHOOK_SECRET",
];
const seal = newSealKeys();
const lines = [
	"# Secrets of this installation. Whoever has this file owns it: keep a copy with the backups, and nowhere else.",
	...generated.map((name) => `${name}=${randomBytes(24).toString("hex")}`),
	`SEAL_PUBLIC_KEY=${seal.publicKey}`,
	`SEAL_PRIVATE_KEY=${seal.privateKey}`,
];
process.stdout.write(`${lines.join("\n")}\n`);
