import type { Client } from "./client.ts";

/** An authorization request that may be shown to a person. */
export type AuthorizationRequest = {
	redirectUri: string;
	state: string | null;
	nonce: string | null;
	codeChallenge: string;
	scopes: string[];
};

export type AuthorizationResult =
	| { ok: true; request: AuthorizationRequest }
	/** Nobody can be sent back: the page says what is wrong. */
	| { ok: false; reason: string }
	/** The client is known: it is told by redirect. */
	| { ok: false; redirectTo: string };

/** Checks the parameters of an authorization request (OpenID Connect Core §3.1.2.2, RFC 7636). */
export function checkAuthorization(query: URLSearchParams, client: Client): AuthorizationResult {
	if (query.get("client_id") !== client.id) {
		return {
			ok: false,
			reason: `client_id "${query.get("client_id") ?? ""}" is unknown here; it should be "${client.id}".`,
		};
	}
	const redirectUri = query.get("redirect_uri") ?? "";
	if (!client.redirectUris.includes(redirectUri)) {
		const allowed = client.redirectUris.join(" or ");
		return { ok: false, reason: `redirect_uri "${redirectUri}" is not allowed; the sandbox knows ${allowed}.` };
	}
	const state = query.get("state");
	const refuse = (error: string, description: string): AuthorizationResult => ({
		ok: false,
		redirectTo: withParameters(redirectUri, { error, error_description: description, state }),
	});
	const scopes = (query.get("scope") ?? "").split(" ").filter(Boolean);
	const codeChallenge = query.get("code_challenge") ?? "";
	if (query.get("response_type") !== "code") return refuse("unsupported_response_type", "response_type must be code");
	if (!scopes.includes("openid")) return refuse("invalid_scope", "scope must contain openid");
	if (query.get("code_challenge_method") !== "S256" || !/^[\w-]{43}$/.test(codeChallenge)) {
		return refuse("invalid_request", "PKCE with code_challenge_method S256 is required");
	}
	// Nobody is signed in at this issuer between two visits, so silence cannot be granted.
	if (query.get("prompt") === "none") return refuse("login_required", "a person has to choose who they are");
	return { ok: true, request: { redirectUri, state, nonce: query.get("nonce"), codeChallenge, scopes } };
}

/** Adds query parameters to a URL; null ones are left out. */
export function withParameters(url: string, parameters: Record<string, string | null>): string {
	const result = new URL(url);
	for (const [name, value] of Object.entries(parameters)) {
		if (value !== null) result.searchParams.set(name, value);
	}
	return result.href;
}
