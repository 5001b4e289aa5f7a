import type { Registry } from "./open-registry.ts";
import { manifestTypes } from "./read-image.ts";
import { readRegistry } from "./read-registry.ts";

/** Whether the registry still has an image, by its digest. Throws RegistryError and OutboundError when it cannot say. */
export async function hasImage(registry: Registry, name: string, digest: string): Promise<boolean> {
	const path = `${name}/manifests/${encodeURIComponent(digest)}`;
	return (await readRegistry(registry, { path, accept: manifestTypes, method: "HEAD" })) !== null;
}
