import { randomBytes } from "node:crypto";
import type { Person } from "../company/company.ts";

/** What a person agreed to on the sign-in page, kept until its code is exchanged. */
export type Grant = {
	person: Person;
	redirectUri: string;
	codeChallenge: string;
	nonce: string | null;
	scopes: string[];
	authTime: number;
};

type Issued = { grant: Grant; expiresAt: number; accessToken: string | null };

const codeLifetimeMs = 60_000;
/** How long an access token opens the userinfo endpoint, in seconds. */
export const accessTokenLifetimeSeconds = 3600;

/** Codes and access tokens of the running issuer; they are gone after a restart, as short-lived things may be. */
export class Grants {
	#codes = new Map<string, Issued>();
	#tokens = new Map<string, { grant: Grant; expiresAt: number }>();
	#now: () => number;

	constructor(now: () => number = Date.now) {
		this.#now = now;
	}

	/** Makes a code that can be exchanged once within 60 s. */
	issueCode(grant: Grant): string {
		this.#forgetOld();
		const code = randomBytes(32).toString("base64url");
		this.#codes.set(code, { grant, expiresAt: this.#now() + codeLifetimeMs, accessToken: null });
		return code;
	}

	/** Exchanges a code. A second try gives null and takes back the token of the first (RFC 6749 §4.1.2). */
	redeem(code: string): { grant: Grant; accessToken: string } | null {
		const issued = this.#codes.get(code);
		if (!issued) return null;
		if (issued.accessToken) {
			this.#tokens.delete(issued.accessToken);
			return null;
		}
		if (issued.expiresAt < this.#now()) return null;
		issued.accessToken = randomBytes(32).toString("base64url");
		const expiresAt = this.#now() + accessTokenLifetimeSeconds * 1000;
		this.#tokens.set(issued.accessToken, { grant: issued.grant, expiresAt });
		return { grant: issued.grant, accessToken: issued.accessToken };
	}

	/** The grant behind an access token that is still good, or null. */
	byAccessToken(token: string): Grant | null {
		const held = this.#tokens.get(token);
		return held && held.expiresAt >= this.#now() ? held.grant : null;
	}

	#forgetOld(): void {
		const now = this.#now();
		for (const [code, issued] of this.#codes) {
			if (issued.expiresAt + accessTokenLifetimeSeconds * 1000 < now) this.#codes.delete(code);
		}
		for (const [token, held] of this.#tokens) if (held.expiresAt < now) this.#tokens.delete(token);
	}
}
