import { config } from "#server/platform/config/load.ts";

/** A way to sign in, with the name on its button. */
export type Provider = { id: "oidc" | "github"; name: string };

/** The ways to sign in that the settings name. */
export function listProviders(): Provider[] {
	const { OIDC_ISSUER, OIDC_NAME, GITHUB_OAUTH_CLIENT_ID } = config();
	const found: Provider[] = [];
	if (OIDC_ISSUER) found.push({ id: "oidc", name: OIDC_NAME });
	if (GITHUB_OAUTH_CLIENT_ID) found.push({ id: "github", name: "GitHub" });
	return found;
}
