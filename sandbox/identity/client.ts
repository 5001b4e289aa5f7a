import { createHash, timingSafeEqual } from "node:crypto";

/** The one relying party of this issuer. `redirectUris` and `logoutUris` are compared character by character. */
export type Client = { id: string; secret: string; redirectUris: string[]; logoutOrigins: string[] };

/** Makes the client for a Lazo at that URL; localhost and 127.0.0.1 count as the same place. */
export function lazoClient(lazoUrl: string, secret: string): Client {
	const bases = new Set([lazoUrl]);
	for (const [from, to] of [
		["//127.0.0.1", "//localhost"],
		["//localhost", "//127.0.0.1"],
	] as const) {
		if (lazoUrl.includes(from)) bases.add(lazoUrl.replace(from, to));
	}
	return {
		id: "lazo",
		secret,
		redirectUris: [...bases].map((base) => `${base}/api/auth/callback`),
		logoutOrigins: [...bases].map((base) => new URL(base).origin),
	};
}

/** Compares two secrets in a time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

/** Client id and secret of a token request: `client_secret_basic` (RFC 6749 §2.3.1, form-encoded parts) or `_post`. */
export function clientCredentials(authorization: string | undefined, form: URLSearchParams) {
	if (authorization?.startsWith("Basic ")) {
		const decoded = Buffer.from(authorization.slice(6), "base64").toString();
		const [id = "", secret = ""] = decoded.split(":").map((part) => new URLSearchParams(`v=${part}`).get("v") ?? "");
		return { id, secret };
	}
	return { id: form.get("client_id") ?? "", secret: form.get("client_secret") ?? "" };
}
