import * as client from "openid-client";
import { z } from "zod";
import { config } from "#server/platform/config/load.ts";
import { unavailable } from "#server/platform/errors.ts";
import { log } from "#server/platform/log.ts";
import type { Identity } from "./identity.ts";

const timeoutSeconds = 10;
const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;
let discovered: { issuer: string; configuration: client.Configuration } | undefined;

/** The issuer's endpoints, read once. Plain HTTP is taken only from this machine. Throws Problem 503 when it does not answer. */
async function configuration(): Promise<client.Configuration> {
	const { OIDC_ISSUER: issuer = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET } = config();
	if (discovered?.issuer === issuer) return discovered.configuration;
	const url = new URL(issuer);
	const insecure = url.protocol === "http:" && loopback.test(url.hostname);
	const found = await client
		.discovery(url, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
			timeout: timeoutSeconds,
			...(insecure && { execute: [client.allowInsecureRequests] }),
		})
		.catch((error: Error) => {
			log.warn({ issuer, error: error.message }, "the identity provider does not answer");
			throw unavailable(
				"sign-in.provider-away",
				`The identity provider ${url.host} does not answer. Try again in a moment.`,
				{ host: url.host },
			);
		});
	discovered = { issuer, configuration: found };
	return found;
}

/** What ties the answer of the provider to the question. */
export type Checks = { state: string; nonce: string; codeVerifier: string };

/** Where to send the browser, with PKCE, state and nonce. */
export async function oidcAuthorizationUrl(checks: Checks, redirectUri: string, locale: string): Promise<URL> {
	return client.buildAuthorizationUrl(await configuration(), {
		redirect_uri: redirectUri,
		scope: "openid profile email",
		state: checks.state,
		nonce: checks.nonce,
		code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
		code_challenge_method: "S256",
		ui_locales: locale,
	});
}

const claimsSchema = z.object({
	iss: z.string(),
	sub: z.string().min(1).max(255),
	preferred_username: z.string().max(100).optional(),
	name: z.string().max(200).optional(),
	email: z.string().max(200).optional(),
	locale: z.string().max(20).optional(),
	groups: z.array(z.string().max(200)).max(1_000).optional(),
});

/** Trades the code for the person's claims; issuer, audience, signature, state and nonce are verified by the client. Throws when any is wrong. */
export async function oidcIdentity(answer: URL, checks: Checks): Promise<Identity> {
	const server = await configuration();
	const tokens = await client.authorizationCodeGrant(server, answer, {
		pkceCodeVerifier: checks.codeVerifier,
		expectedState: checks.state,
		expectedNonce: checks.nonce,
		idTokenExpected: true,
	});
	const claims = claimsSchema.parse(tokens.claims());
	const more = server.serverMetadata().userinfo_endpoint
		? claimsSchema.omit({ iss: true }).parse(await client.fetchUserInfo(server, tokens.access_token, claims.sub))
		: {};
	const all = { ...claims, ...more };
	return {
		issuer: claims.iss,
		subject: claims.sub,
		login: all.preferred_username ?? all.email?.split("@")[0] ?? claims.sub,
		name: all.name ?? all.preferred_username ?? claims.sub,
		email: all.email ?? null,
		locale: all.locale ?? null,
		groups: all.groups ?? [],
	};
}
