import { manifestType } from "./build-image.ts";

/** An image in a registry; `reference` is a tag or a digest. */
export type ImageToDelete = { registryUrl: string; repository: string; reference: string };

/**
 * Deletes an image's manifest, so that neither its digest nor a tag on it can be pulled any more.
 * Answers the digest, or `null` when there was no such image. Throws when the registry refuses.
 */
export async function deleteImage(image: ImageToDelete): Promise<string | null> {
	const manifests = `${image.registryUrl}/v2/${image.repository}/manifests`;
	const found = await fetch(`${manifests}/${encodeURIComponent(image.reference)}`, {
		method: "HEAD",
		headers: { accept: manifestType },
		signal: AbortSignal.timeout(20_000),
	});
	if (found.status === 404) return null;
	const digest = found.headers.get("docker-content-digest");
	if (!found.ok || !digest) throw new Error(`the registry does not say what ${image.reference} is: ${found.status}`);
	const gone = await fetch(`${manifests}/${digest}`, { method: "DELETE", signal: AbortSignal.timeout(20_000) });
	if (gone.status !== 202 && gone.status !== 404) {
		throw new Error(`the registry refused to delete ${image.repository}@${digest}: ${gone.status}`);
	}
	return digest;
}
