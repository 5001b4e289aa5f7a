import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives every page its own Content-Security-Policy nonce and tells the page its own address.
 * It decides nothing about access: every query and verb does that itself.
 */
export function proxy(request: NextRequest): NextResponse {
	const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
	const policy = contentSecurityPolicy(nonce);
	const headers = new Headers(request.headers);
	headers.set("x-nonce", nonce);
	headers.set("x-lazo-path", request.nextUrl.pathname + request.nextUrl.search);
	headers.set("content-security-policy", policy);
	const response = NextResponse.next({ request: { headers } });
	response.headers.set("content-security-policy", policy);
	return response;
}

function contentSecurityPolicy(nonce: string): string {
	// biome-ignore lint/style/noProcessEnv: React's development build needs eval; the production build does not.
	const development = process.env.NODE_ENV === "development";
	return [
		"default-src 'self'",
		`script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
		// Style attributes are how charts and positioned popups are drawn; they cannot run code.
		"style-src 'self' 'unsafe-inline'",
		"img-src 'self' data:",
		"font-src 'self'",
		`connect-src 'self'${development ? " ws:" : ""}`,
		"object-src 'none'",
		"base-uri 'none'",
		`form-action 'self'${signInOrigins()}`,
		"frame-ancestors 'none'",
	].join("; ");
}

/** The sign-in form is answered with a redirect to the identity provider. */
function signInOrigins(): string {
	// biome-ignore lint/style/noProcessEnv: runs apart from the settings of the server.
	const { OIDC_ISSUER, GITHUB_OAUTH_CLIENT_ID, GITHUB_OAUTH_URL = "https://github.com" } = process.env;
	const urls = [OIDC_ISSUER, GITHUB_OAUTH_CLIENT_ID && GITHUB_OAUTH_URL].filter(
		(url) => url !== undefined && url !== "",
	);
	return urls.map((url) => ` ${new URL(String(url)).origin}`).join("");
}

export const config = {
	matcher: ["/((?!api/|_next/|healthz|readyz|icon.svg|favicon.ico).*)"],
};
