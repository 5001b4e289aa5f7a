import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { checkAuthorization, withParameters } from "./authorize.ts";
import { claimsOf, findPerson } from "./claims.ts";
import { discoveryDocument } from "./discovery.ts";
import { errorPage, loginPage, signedOutPage } from "./login-page.ts";
import { chooseLanguage } from "./login-texts.ts";
import { answerTokenRequest, type TokenContext } from "./token-endpoint.ts";

/** The issuer as an HTTP server that is not listening yet. */
export function identityServer(context: TokenContext): Server {
	return createServer((request, response) => {
		answer(context, request, response).catch((error: unknown) => {
			console.error("identity:", error);
			if (!response.headersSent) sendJson(response, 500, { error: "server_error" });
		});
	});
}

async function answer(context: TokenContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? "/", context.issuer);
	const route = `${request.method} ${url.pathname}`;
	switch (route) {
		case "GET /.well-known/openid-configuration":
			return sendJson(response, 200, discoveryDocument(context.issuer));
		case "GET /jwks":
			return sendJson(response, 200, { keys: [context.key.publicJwk] });
		case "GET /authorize":
		case "POST /authorize":
			return authorize(context, request, response);
		case "POST /token": {
			const form = new URLSearchParams(await readText(request));
			const { status, body } = await answerTokenRequest(context, request.headers.authorization, form);
			if (status === 401) response.setHeader("www-authenticate", `Basic realm="${context.issuer}"`);
			return sendJson(response, status, body);
		}
		case "GET /userinfo":
		case "POST /userinfo":
			return userinfo(context, request, response);
		case "GET /logout":
		case "POST /logout":
			return logout(context, request, response);
		default:
			return sendJson(response, 404, { error: "not_found", error_description: `there is nothing at ${url.pathname}` });
	}
}

async function authorize(context: TokenContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const query = new URL(request.url ?? "/", context.issuer).searchParams;
	const language = chooseLanguage(query.get("ui_locales"), request.headers["accept-language"]);
	const checked = checkAuthorization(query, context.client);
	if (!checked.ok) {
		if ("reason" in checked) return sendHtml(response, 400, errorPage(language, checked.reason));
		return redirect(response, checked.redirectTo);
	}
	const { redirectUri, state, nonce, codeChallenge, scopes } = checked.request;
	const form = new URLSearchParams(request.method === "POST" ? await readText(request) : "");
	const person = findPerson(form.get("login") ?? "");
	if (!person) return sendHtml(response, 200, loginPage(language, `/authorize?${query}`));
	const authTime = Math.floor(Date.now() / 1000);
	const code = context.grants.issueCode({ person, redirectUri, codeChallenge, nonce, scopes, authTime });
	redirect(response, withParameters(redirectUri, { code, state, iss: context.issuer }));
}

function userinfo(context: TokenContext, request: IncomingMessage, response: ServerResponse): void {
	const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
	const grant = token ? context.grants.byAccessToken(token) : null;
	if (!grant) {
		response.setHeader("www-authenticate", `Bearer error="invalid_token"`);
		sendJson(response, 401, { error: "invalid_token" });
		return;
	}
	sendJson(response, 200, claimsOf(grant.person, grant.scopes));
}

/** Nothing is kept between visits, so signing out is only the way back (OpenID Connect RP-Initiated Logout §2). */
async function logout(context: TokenContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const query = new URL(request.url ?? "/", context.issuer).searchParams;
	const given = request.method === "POST" ? new URLSearchParams(await readText(request)) : query;
	const language = chooseLanguage(given.get("ui_locales"), request.headers["accept-language"]);
	const target = given.get("post_logout_redirect_uri");
	if (target === null) return sendHtml(response, 200, signedOutPage(language));
	const allowed = URL.canParse(target) && context.client.logoutOrigins.includes(new URL(target).origin);
	if (!allowed) {
		return sendHtml(response, 400, errorPage(language, `post_logout_redirect_uri "${target}" is not allowed.`));
	}
	redirect(response, withParameters(target, { state: given.get("state") }));
}

function sendJson(response: ServerResponse, status: number, body: Record<string, unknown>): void {
	response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
	response.end(JSON.stringify(body));
}

/** No form-action in the policy: Chromium applies it to the redirect that follows the post as well. */
function sendHtml(response: ServerResponse, status: number, page: string): void {
	response.writeHead(status, {
		"content-type": "text/html; charset=utf-8",
		"cache-control": "no-store",
		"content-security-policy":
			"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
		"referrer-policy": "no-referrer",
		"x-content-type-options": "nosniff",
		vary: "accept-language",
	});
	response.end(page);
}

function redirect(response: ServerResponse, location: string): void {
	response.writeHead(303, { location, "cache-control": "no-store", "referrer-policy": "no-referrer" }).end();
}
