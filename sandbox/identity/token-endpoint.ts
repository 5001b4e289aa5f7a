import { createHash } from "node:crypto";
import { SignJWT } from "jose";
import { claimsOf } from "./claims.ts";
import { type Client, clientCredentials, sameSecret } from "./client.ts";
import { accessTokenLifetimeSeconds, type Grants } from "./grants.ts";
import type { SigningKey } from "./signing-key.ts";

export type TokenContext = { issuer: string; client: Client; grants: Grants; key: SigningKey };
export type TokenAnswer = { status: 200 | 400 | 401; body: Record<string, unknown> };

/** Answers a token request (RFC 6749 §4.1.3 and §5.2, OpenID Connect Core §3.1.3). */
export async function answerTokenRequest(
	context: TokenContext,
	authorization: string | undefined,
	form: URLSearchParams,
): Promise<TokenAnswer> {
	const { issuer, client, grants, key } = context;
	const given = clientCredentials(authorization, form);
	if (given.id !== client.id || !sameSecret(given.secret, client.secret)) {
		return refuse(401, "invalid_client", "client id or secret is wrong");
	}
	if (form.get("grant_type") !== "authorization_code") {
		return refuse(400, "unsupported_grant_type", "only authorization_code is served");
	}
	const redeemed = grants.redeem(form.get("code") ?? "");
	if (!redeemed) return refuse(400, "invalid_grant", "the code is unknown, was used before, or is older than 60 s");
	const { grant, accessToken } = redeemed;
	if (form.get("redirect_uri") !== grant.redirectUri) {
		return refuse(400, "invalid_grant", "redirect_uri differs from the one of the authorization request");
	}
	const challenge = createHash("sha256")
		.update(form.get("code_verifier") ?? "")
		.digest("base64url");
	if (challenge !== grant.codeChallenge) return refuse(400, "invalid_grant", "code_verifier does not match");

	const idToken = await new SignJWT({
		...claimsOf(grant.person, grant.scopes),
		auth_time: grant.authTime,
		...(grant.nonce !== null && { nonce: grant.nonce }),
	})
		.setProtectedHeader({ alg: "RS256", kid: key.publicJwk.kid, typ: "JWT" })
		.setIssuer(issuer)
		.setAudience(client.id)
		.setIssuedAt()
		.setExpirationTime("10m")
		.sign(key.privateKey);
	const body = {
		token_type: "Bearer",
		access_token: accessToken,
		expires_in: accessTokenLifetimeSeconds,
		id_token: idToken,
		scope: grant.scopes.join(" "),
	};
	return { status: 200, body };
}

function refuse(status: 400 | 401, error: string, description: string): TokenAnswer {
	return { status, body: { error, error_description: description } };
}
