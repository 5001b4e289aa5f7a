import { LRUCache } from "lru-cache";
import { z } from "zod";
import { outbound } from "#server/platform/outbound.ts";
import type { Challenge } from "./challenge.ts";
import type { Registry } from "./open-registry.ts";
import { RegistryError } from "./registry-error.ts";
import { trustOf } from "./trust-of.ts";

const shape = z
	.object({
		token: z.string().min(1).optional(),
		access_token: z.string().min(1).optional(),
		expires_in: z.number().positive().max(86_400).default(60),
	})
	.refine(({ token, access_token }) => token ?? access_token);

/** Given up a little early, so that none ends on its way. */
const marginSeconds = 10;
const tokens = new LRUCache<string, string>({ max: 500 });

/** What was exchanged for this part of the registry and still holds. */
export const findToken = (registry: Registry, part: string): string | undefined => tokens.get(keyOf(registry, part));

/** A token that was refused is asked for again. */
export const forgetToken = (registry: Registry, part: string): boolean => tokens.delete(keyOf(registry, part));

/**
 * Gets the token that a challenge asks for: with the credential when there is one ("user:password", or a secret alone),
 * else as anybody may. It is kept for as long as the registry says. Throws RegistryError.
 */
export async function exchangeToken(
	registry: Registry,
	part: string,
	{ realm, service, scope }: Extract<Challenge, { scheme: "bearer" }>,
): Promise<string> {
	const plain = new URL(registry.url).protocol === "http:";
	if (realm.protocol !== "https:" && !plain)
		throw new RegistryError(
			"registry.unsafe-realm",
			`The registry sends to ${realm.origin} for a token, which is not encrypted.`,
		);
	const url = new URL(realm);
	if (service) url.searchParams.set("service", service);
	if (scope) url.searchParams.set("scope", scope);
	const answer = await outbound({
		system: "registry-token",
		url,
		trust: trustOf(registry, url),
		maxBytes: 200_000,
		...(registry.token && { headers: { authorization: basic(registry.token) } }),
	});
	const parsed = shape.safeParse(answer.status === 200 ? parseJson(answer.text) : null);
	const token = parsed.data?.token ?? parsed.data?.access_token;
	if (!token || !parsed.data)
		throw new RegistryError(
			"registry.refused",
			`${realm.host} gave no token for the registry (${answer.status}). Check its credential.`,
		);
	const ttl = Math.max(1, parsed.data.expires_in - marginSeconds) * 1_000;
	tokens.set(keyOf(registry, part), token, { ttl });
	return token;
}

/** "user:password" as HTTP sends it; registries that take a token as the password do not look at the name. */
export function basic(credential: string): string {
	const pair = credential.includes(":") ? credential : `token:${credential}`;
	return `Basic ${Buffer.from(pair).toString("base64")}`;
}

const keyOf = ({ connectionId, url, token }: Registry, part: string) =>
	JSON.stringify([connectionId, url, token, part]);

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
