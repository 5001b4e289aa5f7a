import { createHash } from "node:crypto";
import { z } from "zod";
import type { Registry } from "./open-registry.ts";
import { readRegistry } from "./read-registry.ts";
import { RegistryError } from "./registry-error.ts";

/** What the registry says about an image. Sizes in bytes, as stored (compressed). */
export type Image = {
	digest: string;
	/** Of each platform when `digest` is an index; empty otherwise. */
	platformDigests: string[];
	labels: Record<string, string>;
	sizeBytes: number;
	created: Date | null;
};

/** Every kind of manifest that an image may have. */
export const manifestTypes = [
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const annotations = z.record(z.string(), z.string()).optional();
const indexShape = z.object({
	manifests: z.array(z.object({ digest, platform: z.object({ os: z.string() }).optional() })).max(100),
	annotations,
});
const manifestShape = z.object({
	config: z.object({ digest, size: z.number() }),
	layers: z.array(z.object({ size: z.number() })).max(1_000),
	annotations,
});
const configShape = z.object({
	created: z.string().nullish(),
	config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** Reads an image by tag or digest: its manifest (or index) and configuration. Null when it is not there. */
export async function readImage(registry: Registry, name: string, reference: string): Promise<Image | null> {
	const answer = await readRegistry(registry, {
		path: `${name}/manifests/${encodeURIComponent(reference)}`,
		accept: manifestTypes,
	});
	if (!answer) return null;
	const computed = `sha256:${createHash("sha256").update(answer.text).digest("hex")}`;
	if (reference.startsWith("sha256:") && reference !== computed)
		throw new RegistryError("registry.wrong-digest", `The registry sent another manifest than ${reference}.`);
	const index = indexShape.safeParse(parseJson(answer.text));
	if (!index.success) return readManifest(registry, name, { digest: computed, text: answer.text });
	const platforms = index.data.manifests
		.filter(({ platform }) => platform?.os !== "unknown")
		.map((entry) => entry.digest);
	const first = platforms[0] ? await readImage(registry, name, platforms[0]) : null;
	return {
		digest: computed,
		platformDigests: platforms,
		labels: { ...first?.labels, ...index.data.annotations },
		sizeBytes: first?.sizeBytes ?? 0,
		created: first?.created ?? null,
	};
}

async function readManifest(registry: Registry, name: string, read: { digest: string; text: string }): Promise<Image> {
	const manifest = manifestShape.safeParse(parseJson(read.text));
	if (!manifest.success)
		throw new RegistryError("registry.unreadable", `The manifest ${read.digest} of ${name} is not an image's.`);
	const path = `${name}/blobs/${manifest.data.config.digest}`;
	const blob = await readRegistry(registry, { path, accept: "application/json, */*" });
	const config = configShape.safeParse(parseJson(blob?.text ?? "{}"));
	const labels = { ...manifest.data.annotations, ...(config.success && config.data.config?.Labels) };
	const created = labels["org.opencontainers.image.created"] ?? (config.success ? config.data.created : null);
	return {
		digest: read.digest,
		platformDigests: [],
		labels,
		sizeBytes: manifest.data.config.size + manifest.data.layers.reduce((sum, layer) => sum + layer.size, 0),
		created: toDate(created),
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function toDate(text: string | null | undefined): Date | null {
	const date = new Date(text ?? "");
	return Number.isNaN(date.getTime()) ? null : date;
}
