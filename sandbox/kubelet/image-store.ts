import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { digestOf } from "../registry/build-image.ts";
import { unpackTar } from "../registry/tar.ts";
import { type ImageReference, parseImageReference } from "./image-reference.ts";

const descriptor = z.object({ digest: z.string(), size: z.number().max(256 * 1024 * 1024) });
const manifestSchema = z.object({ config: descriptor, layers: z.array(descriptor) });
const indexSchema = z.object({
	manifests: z.array(
		descriptor.extend({ platform: z.object({ os: z.string(), architecture: z.string() }).optional() }),
	),
});
const configSchema = z.object({ config: z.object({ Entrypoint: z.array(z.string()).nullish() }).default({}) });
const accept = [
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

/** An image on a node: its id as a kubelet reports it (`host/repository@sha256:…`), and its unpacked files. */
export type StoredImage = { imageID: string; root: string; entrypoint: string[]; size: number };

/** The images of one node, unpacked below a folder, by digest. */
export class ImageStore {
	readonly #folder: string;

	constructor(folder: string) {
		this.#folder = folder;
		mkdirSync(join(folder, "references"), { recursive: true });
	}

	/** The image if it has been pulled to this node before. */
	find(image: string): StoredImage | null {
		const file = this.#referenceFile(image);
		const parsed = parseImageReference(image);
		if (!parsed || !existsSync(file)) return null;
		const digest = readFileSync(file, "utf8");
		return existsSync(this.#imageFolder(digest)) ? this.#read(parsed, digest) : null;
	}

	/** Pulls an image from the registry that its reference names. Throws with the message of a container runtime. */
	async pull(image: string): Promise<StoredImage> {
		const parsed = parseImageReference(image);
		if (!parsed) {
			throw new Error(
				`rpc error: code = InvalidArgument desc = failed to parse image reference "${image}": invalid reference format`,
			);
		}
		const prefix = `failed to pull and unpack image "${image}": `;
		const manifest = await fetchBytes(
			`${parsed.registryUrl}/v2/${parsed.repository}/manifests/${parsed.reference}`,
		).catch((error) => {
			throw new Error(`rpc error: code = ${codeOf(error)} desc = ${prefix}${unresolved(image, error)}`);
		});
		const digest = digestOf(manifest);
		if (parsed.reference.startsWith("sha256:") && parsed.reference !== digest) {
			throw new Error(`rpc error: code = FailedPrecondition desc = ${prefix}unexpected manifest digest ${digest}`);
		}
		if (!existsSync(this.#imageFolder(digest))) {
			await this.#unpack(parsed, manifest, digest).catch((error) => {
				throw new Error(`rpc error: code = ${codeOf(error)} desc = ${prefix}${error.message}`);
			});
		}
		writeFileSync(this.#referenceFile(image), digest);
		return this.#read(parsed, digest);
	}

	async #unpack(reference: ImageReference, manifest: Buffer, digest: string): Promise<void> {
		const blobs = `${reference.registryUrl}/v2/${reference.repository}/blobs`;
		const single = manifestSchema.parse(JSON.parse((await this.#platform(reference, manifest)).toString("utf8")));
		const scratch = mkdtempSync(join(this.#folder, ".unpack-"));
		try {
			const config = await fetchVerified(`${blobs}/${single.config.digest}`, single.config.digest);
			writeFileSync(join(scratch, "config.json"), config);
			let size = config.length;
			for (const layer of single.layers) {
				const content = await fetchVerified(`${blobs}/${layer.digest}`, layer.digest);
				size += content.length;
				for (const file of unpackTar(content[0] === 0x1f ? gunzipSync(content) : content)) {
					const path = join(scratch, "root", file.path);
					mkdirSync(dirname(path), { recursive: true });
					writeFileSync(path, file.content);
				}
			}
			mkdirSync(join(scratch, "root"), { recursive: true });
			writeFileSync(join(scratch, "size"), String(size));
			if (!existsSync(this.#imageFolder(digest))) renameSync(scratch, this.#imageFolder(digest));
		} finally {
			rmSync(scratch, { recursive: true, force: true });
		}
	}

	/** Of an index the manifest for Linux, of a manifest itself. */
	async #platform(reference: ImageReference, manifest: Buffer): Promise<Buffer> {
		const index = indexSchema.safeParse(JSON.parse(manifest.toString("utf8")));
		if (!index.success) return manifest;
		const architecture = process.arch === "x64" ? "amd64" : process.arch;
		const linux = index.data.manifests.filter((entry) => (entry.platform?.os ?? "linux") === "linux");
		const chosen = linux.find((entry) => entry.platform?.architecture === architecture) ?? linux[0];
		if (!chosen) throw new Error("no match for platform in manifest: not found");
		return fetchVerified(
			`${reference.registryUrl}/v2/${reference.repository}/manifests/${chosen.digest}`,
			chosen.digest,
		);
	}

	#read(reference: ImageReference, digest: string): StoredImage {
		const folder = this.#imageFolder(digest);
		const config = configSchema.parse(JSON.parse(readFileSync(join(folder, "config.json"), "utf8")));
		return {
			imageID: `${reference.name}@${digest}`,
			root: join(folder, "root"),
			entrypoint: config.config.Entrypoint ?? [],
			size: Number(readFileSync(join(folder, "size"), "utf8")),
		};
	}

	#imageFolder(digest: string): string {
		return join(this.#folder, digest.replace(":", "-"));
	}

	#referenceFile(image: string): string {
		return join(this.#folder, "references", createHash("sha256").update(image).digest("hex"));
	}
}

class HttpFailure extends Error {
	readonly status: number;

	constructor(url: string, status: number) {
		super(`unexpected status from GET request to ${url}: ${status}`);
		this.status = status;
	}
}

async function fetchBytes(url: string): Promise<Buffer> {
	const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(20_000) });
	const body = Buffer.from(await response.arrayBuffer());
	if (!response.ok) throw new HttpFailure(url, response.status);
	return body;
}

async function fetchVerified(url: string, digest: string): Promise<Buffer> {
	const content = await fetchBytes(url);
	if (digestOf(content) !== digest) throw new Error(`the content of ${url} has another digest`);
	return content;
}

function unresolved(image: string, error: unknown): string {
	const resolving = `failed to resolve reference "${image}": `;
	if (error instanceof HttpFailure && error.status === 404) return `${resolving}${image}: not found`;
	if (error instanceof HttpFailure) return `${resolving}${error.message}`;
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
	return `${resolving}failed to do request: ${cause}`;
}

function codeOf(error: unknown): string {
	if (error instanceof HttpFailure && error.status === 404) return "NotFound";
	return error instanceof TypeError ? "Unavailable" : "Unknown";
}
