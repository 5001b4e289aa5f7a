import { config } from "#server/platform/config/load.ts";

/** Whether cookies are for HTTPS only: as configured, else as LAZO_URL says. */
export const secureCookies = (): boolean => config().SECURE_COOKIES ?? config().LAZO_URL.startsWith("https:");

const name = () => (secureCookies() ? "__Host-lazo-session" : "lazo-session");

/** The session token among cookies, or null. */
export function readSessionCookie(header: string | null): string | null {
	const prefix = `${name()}=`;
	const found = header?.split(/;\s*/).find((part) => part.startsWith(prefix));
	return found ? found.slice(prefix.length) : null;
}

/** The Set-Cookie value that carries a session for `maxAge` seconds; 0 takes it away. */
export function sessionCookie(token: string, maxAge: number): string {
	return `${name()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secureCookies() ? "; Secure" : ""}`;
}
