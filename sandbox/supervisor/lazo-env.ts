import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { organisation } from "../company/company.ts";
import { secret } from "../part/secret.ts";

/** What Lazo has to know of a sandbox, by the names of its configuration. */
function lazoEnv(dataDir: string, port: number): Record<string, string> {
	const at = (offset: number) => `http://127.0.0.1:${port + offset}`;
	return {
		OIDC_ISSUER: at(3),
		OIDC_CLIENT_ID: "lazo",
		OIDC_CLIENT_SECRET: secret(dataDir, "oidc-client-secret"),
		OIDC_NAME: "Almena",
		// Its page lets anyone be anyone.
		OIDC_TRUST: "unverified",
		OIDC_ROLE_GROUPS: "role-developers=developer,role-devops=devops,role-leads=lead,role-viewers=viewer",
		GITHUB_API_URL: `${at(2)}/api/v3`,
		GITHUB_TOKEN: secret(dataDir, "github-token"),
		GITHUB_ORG: organisation,
		GITHUB_WEBHOOK_SECRET: secret(dataDir, "github-webhook-secret"),
		KUBERNETES_KUBECONFIG_FILE: join(dataDir, "kubeconfig"),
		PROMETHEUS_URL: at(5),
		ALERTMANAGER_URL: at(6),
		ALERTMANAGER_WEBHOOK_SECRET: secret(dataDir, "alertmanager-webhook-secret"),
		REGISTRY_URL: at(0),
		HISTORY_FILE: join(dataDir, "history.json"),
	};
}

/** Writes `D/lazo.env` (mode 0600) in one step and returns its path. */
export function writeLazoEnv(dataDir: string, port: number): string {
	const file = join(dataDir, "lazo.env");
	const lines = Object.entries(lazoEnv(dataDir, port)).map(([key, value]) => `${key}=${value}\n`);
	writeFileSync(`${file}.new`, lines.join(""), { mode: 0o600 });
	renameSync(`${file}.new`, file);
	return file;
}
