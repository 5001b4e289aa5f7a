import { randomBytes } from "node:crypto";
import { db } from "#server/platform/database.ts";
import { invalid } from "#server/platform/errors.ts";
import { hashToken } from "../secret-token.ts";
import { githubAuthorizationUrl } from "./github.ts";
import { type Checks, oidcAuthorizationUrl } from "./oidc.ts";
import { listProviders } from "./providers.ts";
import { returnPath } from "./return-path.ts";

/** An attempt that is not finished in ten minutes is over. */
export const attemptSeconds = 600;

type Beginning = { provider: string; returnTo: string | null; redirectUri: string; locale: string };

const random = () => randomBytes(32).toString("base64url");

/** Notes an attempt to sign in; answers where to send the browser and the state that its cookie must bring back. */
export async function beginSignIn({
	provider,
	returnTo,
	redirectUri,
	locale,
}: Beginning): Promise<{ url: URL; state: string }> {
	const known = listProviders().find(({ id }) => id === provider);
	if (!known) throw invalid("sign-in.unknown-provider", "This way to sign in is not set up.");
	const checks: Checks = { state: random(), nonce: random(), codeVerifier: random() };
	const url =
		known.id === "oidc"
			? await oidcAuthorizationUrl(checks, redirectUri, locale)
			: githubAuthorizationUrl(checks.state, redirectUri);
	await db().signInAttempt.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - attemptSeconds * 1_000) } } });
	await db().signInAttempt.create({
		data: {
			stateHash: hashToken(checks.state),
			provider: known.id,
			nonce: checks.nonce,
			codeVerifier: checks.codeVerifier,
			returnTo: returnPath(returnTo),
		},
	});
	return { url, state: checks.state };
}
