/** The discovery document of the issuer (OpenID Connect Discovery §3). */
export function discoveryDocument(issuer: string): Record<string, unknown> {
	return {
		issuer,
		authorization_endpoint: `${issuer}/authorize`,
		token_endpoint: `${issuer}/token`,
		userinfo_endpoint: `${issuer}/userinfo`,
		jwks_uri: `${issuer}/jwks`,
		end_session_endpoint: `${issuer}/logout`,
		scopes_supported: ["openid", "profile", "email", "groups"],
		response_types_supported: ["code"],
		response_modes_supported: ["query"],
		grant_types_supported: ["authorization_code"],
		subject_types_supported: ["public"],
		id_token_signing_alg_values_supported: ["RS256"],
		token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
		code_challenge_methods_supported: ["S256"],
		claims_supported: ["sub", "preferred_username", "name", "email", "email_verified", "locale", "groups"],
		ui_locales_supported: ["en", "es"],
		authorization_response_iss_parameter_supported: true,
	};
}
