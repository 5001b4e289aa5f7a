import { type OutboundAnswer, outbound } from "#server/platform/outbound.ts";
import { parseChallenge } from "./challenge.ts";
import { basic, exchangeToken, findToken, forgetToken } from "./exchange-token.ts";
import type { Registry } from "./open-registry.ts";
import { RegistryError } from "./registry-error.ts";
import { trustOf } from "./trust-of.ts";

/**
 * A read below /v2/; the empty path asks whether it is a registry at all. With `stopAtRedirect` an answer that sends elsewhere is
 * the answer: the registry knows what it was asked for, and where it lies.
 */
export type RegistryRead = { path: string; accept?: string; method?: "GET" | "HEAD"; stopAtRedirect?: boolean };

/** Statuses that send elsewhere. */
export const redirects = [301, 302, 303, 307, 308];

const maxBytes = 8 * 1024 * 1024;
const maxRedirects = 3;

/**
 * One read with what the registry wants to see: nothing, a bearer token as it is, name and password, or a token that is
 * exchanged where the challenge says. Redirects are followed, without any credential on another origin.
 * Any status is an answer; throws OutboundError and RegistryError.
 */
export async function askRegistry(registry: Registry, read: RegistryRead): Promise<OutboundAnswer> {
	const part = partOf(read.path);
	const known = findToken(registry, part);
	const first = await send(registry, read, known ? `Bearer ${known}` : given(registry));
	if (first.status !== 401) return first;
	if (known) forgetToken(registry, part);
	const challenge = parseChallenge(first.headers["www-authenticate"]);
	if (challenge?.scheme === "bearer")
		return send(registry, read, `Bearer ${await exchangeToken(registry, part, challenge)}`);
	if (challenge?.scheme === "basic" && registry.token) return send(registry, read, basic(registry.token));
	return first;
}

/** A token alone may be meant for the registry itself; a name and password never is, unless it asks. */
const given = ({ token }: Registry) => (token && !token.includes(":") ? `Bearer ${token}` : null);

/** The repository that a path is in: tokens are for one. */
const partOf = (path: string) => /^(.+)\/(?:manifests|blobs|tags)\//.exec(path)?.[1] ?? "";

async function send(registry: Registry, read: RegistryRead, authorization: string | null): Promise<OutboundAnswer> {
	const { path, accept, method = "GET", stopAtRedirect = false } = read;
	const own = new URL(`/v2/${path}`, registry.url);
	let url = own;
	for (let hop = 0; hop <= maxRedirects; hop++) {
		const headers = {
			...(accept && { accept }),
			...(authorization && url.origin === own.origin && { authorization }),
		};
		const answer = await outbound({
			system: "registry",
			url,
			method,
			headers,
			maxBytes,
			trust: trustOf(registry, url),
		});
		const { location } = answer.headers;
		if (stopAtRedirect || !redirects.includes(answer.status) || !location) return answer;
		url = target(location, url);
	}
	throw new RegistryError(
		"registry.too-many-redirects",
		`The registry sends from one address to the next for ${path}.`,
	);
}

function target(location: string, from: URL): URL {
	const url = URL.canParse(location, from.href) ? new URL(location, from.href) : null;
	if (url && (url.protocol === "https:" || url.protocol === from.protocol)) return url;
	throw new RegistryError("registry.unsafe-redirect", "The registry sends to an address that Lazo does not follow.");
}
