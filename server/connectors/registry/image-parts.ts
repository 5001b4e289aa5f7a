import { z } from "zod";
import type { Registry } from "./open-registry.ts";
import { manifestTypes } from "./read-image.ts";
import { readRegistry } from "./read-registry.ts";
import { RegistryError } from "./registry-error.ts";

/** A blob that a pull of an image fetches. `platform` as "linux/arm64"; null where the image is for one only. */
export type ImagePart = { digest: string; kind: "config" | "layer"; platform: string | null };

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const platform = z.object({ os: z.string().max(40), architecture: z.string().max(40).default("") });
const indexShape = z.object({ manifests: z.array(z.object({ digest, platform: platform.optional() })).max(100) });
const manifestShape = z.object({
	config: z.object({ digest }),
	// Layers that a registry may not hand out lie elsewhere.
	layers: z.array(z.object({ digest, urls: z.array(z.string()).nullish() })).max(1_000),
});
const shape = z.union([indexShape, manifestShape]);

/**
 * The parts of an image by digest, those that platforms share once; null when its manifest is not there. A platform whose
 * manifest was never copied here has none, unless that is true of all. Throws RegistryError and OutboundError.
 */
export async function imageParts(registry: Registry, name: string, reference: string): Promise<ImagePart[] | null> {
	const read = await readManifest(registry, name, reference);
	if (!read) return null;
	return "layers" in read ? partsOf(read, null) : partsOfPlatforms(registry, name, read);
}

async function partsOfPlatforms(registry: Registry, name: string, { manifests }: z.infer<typeof indexShape>) {
	const found = new Map<string, ImagePart>();
	let there = 0;
	// What says how an image was built is listed as one of an unknown platform.
	for (const { digest, platform } of manifests.filter(({ platform }) => platform?.os !== "unknown")) {
		const manifest = await readManifest(registry, name, digest);
		if (!manifest || !("layers" in manifest)) continue;
		there++;
		const named = platform ? `${platform.os}/${platform.architecture}` : null;
		for (const part of partsOf(manifest, named)) if (!found.has(part.digest)) found.set(part.digest, part);
	}
	return there > 0 ? [...found.values()] : null;
}

async function readManifest(registry: Registry, name: string, reference: string) {
	const path = `${name}/manifests/${encodeURIComponent(reference)}`;
	const answer = await readRegistry(registry, { path, accept: manifestTypes });
	if (!answer) return null;
	try {
		return shape.parse(JSON.parse(answer.text));
	} catch {
		throw new RegistryError("registry.unreadable", `The manifest ${reference} of ${name} is not an image's.`);
	}
}

function partsOf({ config, layers }: z.infer<typeof manifestShape>, platform: string | null): ImagePart[] {
	const own = layers.filter(({ urls }) => !urls || urls.length === 0);
	return [
		{ digest: config.digest, kind: "config", platform },
		...own.map(({ digest }) => ({ digest, kind: "layer" as const, platform })),
	];
}
