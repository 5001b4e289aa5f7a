import { config } from "../config/load.ts";
import { unseal } from "../seal.ts";

type Stored = { kind: string; source: string; sealedCredential: Uint8Array | null };

/** The credential of a connection, from the configuration or opened by the worker; null when it has none. */
export function credentialOf(connection: Stored): string | null {
	if (connection.source === "configuration") return configuredCredential(connection.kind);
	const { SEAL_PRIVATE_KEY } = config();
	if (!connection.sealedCredential) return null;
	if (!SEAL_PRIVATE_KEY) throw new Error("SEAL_PRIVATE_KEY is not set; only the worker can open credentials.");
	return unseal(connection.sealedCredential, SEAL_PRIVATE_KEY);
}

function configuredCredential(kind: string): string | null {
	const { GITHUB_TOKEN, PROMETHEUS_TOKEN, REGISTRY_TOKEN } = config();
	if (kind === "github") return githubApp() ?? GITHUB_TOKEN ?? null;
	if (kind === "prometheus") return PROMETHEUS_TOKEN ?? null;
	return kind === "registry" ? (REGISTRY_TOKEN ?? null) : null;
}

/** A GitHub App's credential in the form that is also sealed. */
function githubApp(): string | null {
	const { GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY, GITHUB_APP_INSTALLATION_ID } = config();
	if (!GITHUB_APP_ID || !GITHUB_APP_PRIVATE_KEY || !GITHUB_APP_INSTALLATION_ID) return null;
	const app = { appId: GITHUB_APP_ID, privateKey: GITHUB_APP_PRIVATE_KEY, installationId: GITHUB_APP_INSTALLATION_ID };
	return JSON.stringify(app);
}
