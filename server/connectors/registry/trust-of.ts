import type { Registry } from "./open-registry.ts";

const publicRegistries =
	/(^|\.)(ghcr\.io|docker\.io|quay\.io|gcr\.io|pkg\.dev|azurecr\.io|amazonaws\.com|gitlab\.com)$/;

/**
 * How far an address that a registry sends to is trusted: a registry of one's own may keep tokens and layers on private
 * addresses, a public one may not send there.
 */
export function trustOf(registry: Registry, target: URL): "configured" | "public" {
	const own = new URL(registry.url);
	if (target.origin === own.origin) return "configured";
	return publicRegistries.test(own.hostname) ? "public" : "configured";
}
