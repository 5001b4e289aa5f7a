import { hashToken } from "#server/access/secret-token.ts";
import { readSessionCookie } from "#server/access/session-cookie.ts";
import { config } from "#server/platform/config/load.ts";
import { type Standing, spend } from "#server/platform/rate-limit.ts";

/**
 * Takes one request from what the session or token may do in a minute, before anything is looked up for it.
 * Null for a caller without a credential: it gets 401 without reaching the database.
 */
export function limitCaller(headers: Headers): Standing | null {
	const credential = headers.get("authorization") ?? readSessionCookie(headers.get("cookie"));
	if (!credential) return null;
	return spend({ name: "api", perMinute: config().API_REQUESTS_PER_MINUTE }, hashToken(credential));
}
