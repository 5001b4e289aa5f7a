import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { packTar } from "./tar.ts";

export const manifestType = "application/vnd.oci.image.manifest.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";
const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";

/** The blobs and the manifest of an image, ready to be pushed. */
export type BuiltImage = {
	blobs: { digest: string; content: Buffer }[];
	manifest: Buffer;
	/** `sha256:…` of the manifest, which is the image's digest. */
	digest: string;
	/** Bytes of the configuration and the layers together. */
	size: number;
};

/**
 * Builds an OCI image (image-spec 1.1) whose only file is `app/service.json` and whose entry point is `/workload`.
 * The same text and labels always give the same digest; the creation time is the label `…image.created`.
 */
export function buildImage(serviceJson: string, labels: Record<string, string>): BuiltImage {
	const tar = packTar([{ path: "app/service.json", content: Buffer.from(serviceJson) }]);
	const layer = gzipSync(tar, { level: 9 });
	// The byte that names the operating system would make digests differ between machines.
	layer[9] = 255;
	const sorted = Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
	const created = labels["org.opencontainers.image.created"];
	const config = json({
		...(created ? { created } : {}),
		architecture: "amd64",
		os: "linux",
		config: { Entrypoint: ["/workload"], ExposedPorts: { "8080/tcp": {} }, Labels: sorted },
		rootfs: { type: "layers", diff_ids: [digestOf(tar)] },
	});
	const manifest = json({
		schemaVersion: 2,
		mediaType: manifestType,
		config: { mediaType: configType, digest: digestOf(config), size: config.length },
		layers: [{ mediaType: layerType, digest: digestOf(layer), size: layer.length }],
		annotations: sorted,
	});
	return {
		blobs: [layer, config].map((content) => ({ digest: digestOf(content), content })),
		manifest,
		digest: digestOf(manifest),
		size: layer.length + config.length,
	};
}

/** The digest of some bytes, as OCI writes it: `sha256:` and 64 hexadecimal digits. */
export function digestOf(content: Buffer): string {
	return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

function json(value: unknown): Buffer {
	return Buffer.from(JSON.stringify(value));
}
