import { type ImagePart, imageParts } from "./image-parts.ts";
import type { Registry } from "./open-registry.ts";
import { readRegistry } from "./read-registry.ts";

const atOnce = 6;
const mostParts = 500;

/**
 * What of an image, by digest, the registry no longer has, although its manifest is there: a pull fails at the first of them.
 * Null when the manifest is not there. Nothing is downloaded. Throws RegistryError and OutboundError when it cannot say.
 */
export async function missingParts(registry: Registry, name: string, digest: string): Promise<ImagePart[] | null> {
	const parts = (await imageParts(registry, name, digest))?.slice(0, mostParts);
	if (!parts) return null;
	const missing: ImagePart[] = [];
	for (let from = 0; from < parts.length; from += atOnce) {
		const some = parts.slice(from, from + atOnce);
		const answers = await Promise.all(
			some.map((part) =>
				readRegistry(registry, { path: `${name}/blobs/${part.digest}`, method: "HEAD", stopAtRedirect: true }),
			),
		);
		missing.push(...some.filter((_, index) => answers[index] === null));
	}
	return missing;
}
