import { buildImage, manifestType } from "./build-image.ts";

/** What to push, and where: `repository` without host, such as `almena/checkout`; at least one tag. */
export type ImageToPush = {
	/** Where the registry answers, such as `http://127.0.0.1:4300`. */
	registryUrl: string;
	repository: string;
	tags: string[];
	/** The text of the commit's `service.json`: how this version behaves. */
	serviceJson: string;
	/** `org.opencontainers.image.*`: source, revision, version, created, title. */
	labels: Record<string, string>;
};

/** An image in the registry; `size` in bytes. */
export type PushedImage = { digest: string; size: number; tags: string[] };

/**
 * Builds an image and pushes it over the OCI distribution API. Safe to repeat: equal input gives the equal digest.
 * Throws with the registry's answer when it refuses.
 */
export async function pushImage(image: ImageToPush): Promise<PushedImage> {
	if (image.tags.length === 0) throw new Error(`the image for ${image.repository} has no tag`);
	const built = buildImage(image.serviceJson, image.labels);
	const base = `${image.registryUrl}/v2/${image.repository}`;
	for (const blob of built.blobs) await pushBlob(base, blob);
	for (const tag of image.tags) {
		const response = await fetch(`${base}/manifests/${encodeURIComponent(tag)}`, {
			method: "PUT",
			headers: { "content-type": manifestType },
			body: new Uint8Array(built.manifest),
			signal: AbortSignal.timeout(20_000),
		});
		await expectStatus(response, 201, `the manifest of ${image.repository}:${tag}`);
	}
	return { digest: built.digest, size: built.size, tags: image.tags };
}

async function pushBlob(base: string, blob: { digest: string; content: Buffer }): Promise<void> {
	const signal = AbortSignal.timeout(20_000);
	const known = await fetch(`${base}/blobs/${blob.digest}`, { method: "HEAD", signal });
	if (known.ok) return;
	const started = await fetch(`${base}/blobs/uploads/`, { method: "POST", signal });
	await expectStatus(started, 202, "the start of an upload");
	const target = new URL(started.headers.get("location") ?? "", base);
	target.searchParams.set("digest", blob.digest);
	const finished = await fetch(target, {
		method: "PUT",
		headers: { "content-type": "application/octet-stream" },
		body: new Uint8Array(blob.content),
		signal,
	});
	await expectStatus(finished, 201, `blob ${blob.digest}`);
}

async function expectStatus(response: Response, status: number, what: string): Promise<void> {
	const text = await response.text();
	if (response.status !== status) {
		throw new Error(`the registry refused ${what}: ${response.status} ${text.slice(0, 300)}`);
	}
}
