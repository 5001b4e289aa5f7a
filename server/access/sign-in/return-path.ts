const base = "http://lazo.internal";

/** A path inside Lazo to go to after sign-in; anything that leads elsewhere becomes "/". */
export function returnPath(given: string | null | undefined): string {
	if (!given?.startsWith("/") || /[\\\p{Cc}]/u.test(given) || !URL.canParse(given, base)) return "/";
	const { origin, pathname, search, hash } = new URL(given, base);
	if (origin !== base || pathname.startsWith("//") || pathname.startsWith("/api/")) return "/";
	return pathname + search + hash;
}
