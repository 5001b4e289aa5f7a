import { authenticate } from "#server/access/authenticate.ts";
import { readSessionCookie, secureCookies, sessionCookie } from "#server/access/session-cookie.ts";
import { endSession, sessionSeconds } from "#server/access/sessions.ts";
import { attemptSeconds, beginSignIn } from "#server/access/sign-in/begin-sign-in.ts";
import { finishSignIn } from "#server/access/sign-in/finish-sign-in.ts";
import { checkOrigin, isOwnOrigin } from "#server/api/check-origin.ts";
import { config } from "#server/platform/config/load.ts";
import { Problem } from "#server/platform/errors.ts";
import { isDatabaseAway } from "#server/platform/is-database-away.ts";
import { log } from "#server/platform/log.ts";

const stateName = () => (secureCookies() ? "__Host-lazo-sign-in" : "lazo-sign-in");
const attributes = (maxAge: number) =>
	`; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secureCookies() ? "; Secure" : ""}`;
const yearSeconds = 365 * 24 * 3600;

/** POST: begins to sign in with the provider that the form names; sends the browser there. */
export async function answerSignIn(request: Request): Promise<Response> {
	return withErrors("/", async () => {
		checkOrigin(request.headers);
		const form = await request.formData();
		const { url, state } = await beginSignIn({
			provider: String(form.get("provider") ?? ""),
			returnTo: String(form.get("returnTo") ?? "/"),
			redirectUri: redirectUri(request),
			locale: String(form.get("locale") ?? "en").slice(0, 2),
		});
		return goTo(url.href, [`${stateName()}=${state}${attributes(attemptSeconds)}`]);
	});
}

/** GET: where the provider sends the browser back to. Starts the session. */
export async function answerCallback(request: Request): Promise<Response> {
	return withErrors("/", async () => {
		const { sessionToken, returnTo, locale } = await finishSignIn({
			url: new URL(request.url),
			redirectUri: redirectUri(request),
			state: readCookie(request, stateName()),
			oldSession: readSessionCookie(request.headers.get("cookie")),
			userAgent: request.headers.get("user-agent"),
		});
		return goTo(returnTo, [
			sessionCookie(sessionToken, sessionSeconds),
			`${stateName()}=${attributes(0)}`,
			...(readCookie(request, "lazo-locale")
				? []
				: [`lazo-locale=${locale}; Path=/; SameSite=Lax; Max-Age=${yearSeconds}`]),
		]);
	});
}

/** POST: ends the session on every replica. */
export async function answerSignOut(request: Request): Promise<Response> {
	return withErrors("/", async () => {
		checkOrigin(request.headers);
		const actor = await authenticate(request.headers).catch(() => null);
		if (actor?.kind === "person") await endSession(actor.sessionId);
		return goTo("/sign-in?signedOut=1", [sessionCookie("", 0)]);
	});
}

/** A relative address stays on the host the browser used. */
function goTo(location: string, cookies: string[]): Response {
	const headers = new Headers({ location, "cache-control": "no-store" });
	for (const cookie of cookies) headers.append("set-cookie", cookie);
	return new Response(null, { status: 303, headers });
}

/** The callback's address on the host that the browser uses, as far as that is Lazo's own. */
function redirectUri(request: Request): string {
	const { protocol, origin } = new URL(config().LAZO_URL);
	const asked = `${protocol}//${request.headers.get("host") ?? ""}`;
	return `${isOwnOrigin(asked) ? asked : origin}/api/auth/callback`;
}

function readCookie(request: Request, name: string): string | null {
	const found = (request.headers.get("cookie") ?? "").split(/;\s*/).find((part) => part.startsWith(`${name}=`));
	return found?.slice(name.length + 1) || null;
}

async function withErrors(returnTo: string, work: () => Promise<Response>): Promise<Response> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof Problem) return goTo(`/sign-in?${new URLSearchParams({ error: error.code, returnTo })}`, []);
		log.error({ error: error instanceof Error ? error.stack : String(error) }, "sign-in failed");
		return goTo(
			`/sign-in?${new URLSearchParams({ error: isDatabaseAway(error) ? "database-away" : "unexpected", returnTo })}`,
			[],
		);
	}
}
