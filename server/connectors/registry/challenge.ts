/** What a registry wants to see before it answers: a token from `realm`, or name and password. */
export type Challenge =
	| { scheme: "bearer"; realm: URL; service: string | null; scope: string | null }
	| { scheme: "basic" };

/** Reads WWW-Authenticate as registries send it (distribution specification, RFC 9110); null when it cannot be met. */
export function parseChallenge(header: string | undefined): Challenge | null {
	const text = (header ?? "").slice(0, 4_000);
	const bearer = /\bBearer\s+((?:[a-z_]+="[^"]*"\s*,?\s*)+)/i.exec(text)?.[1];
	if (!bearer) return /\bBasic\b/i.test(text) ? { scheme: "basic" } : null;
	const params = new Map(
		[...bearer.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name = "", value = ""]) => [name.toLowerCase(), value]),
	);
	const realm = params.get("realm") ?? "";
	if (!URL.canParse(realm) || !/^https?:$/.test(new URL(realm).protocol)) return null;
	return {
		scheme: "bearer",
		realm: new URL(realm),
		service: params.get("service") ?? null,
		scope: params.get("scope") ?? null,
	};
}
