import { splitRepository } from "#server/connectors/registry/image-reference.ts";
import { findRegistry } from "#server/connectors/registry/open-registry.ts";
import { type Image, readImage } from "#server/connectors/registry/read-image.ts";
import type { ArtifactEvidence, ObservedArtifact } from "./save-artifact.ts";

type Sighting = {
	repository: string;
	tag: string | null;
	digest: string | null;
	runId: string | null;
	serviceId: string | null;
	at: Date;
};

const sha = /^[0-9a-f]{40}$/;
const label = (name: string) => `org.opencontainers.image.${name}`;

/**
 * Completes what a log or a tag list says about an image with what its registry says: labels, size, platform digests.
 * An image that a log names is kept as it was named when its registry is not connected or has it no more. Else null when it is not there.
 */
export async function observeImage(sighting: Sighting): Promise<ObservedArtifact | null> {
	const { repository, tag, digest } = sighting;
	const place = splitRepository(repository);
	const reference = digest ?? tag;
	if (!place || !reference) return null;
	const registry = await findRegistry(place.host);
	if (!registry) return digest ? complete(sighting, { ...unread, digest }) : null;
	const image = await readImage(registry, place.name, reference);
	if (image) return complete(sighting, image);
	// A run pushed it, so it is that commit's image even where somebody has deleted it since.
	return sighting.runId && digest ? complete(sighting, { ...unread, digest }) : null;
}

const unread = { platformDigests: [], labels: {}, sizeBytes: null, created: null };

function complete(
	sighting: Sighting,
	image: Omit<Image, "sizeBytes"> & { sizeBytes: number | null },
): ObservedArtifact {
	const { repository, tag, runId, serviceId, at } = sighting;
	const { created, ...columns } = image;
	const [labelSha, tagSha] = [shaIn(image.labels[label("revision")]), shaIn(tag)];
	const version = image.labels[label("version")]?.slice(0, 100) ?? tag;
	const evidence = runId ? "run-log" : fromImage(labelSha, tagSha);
	return {
		...columns,
		repository,
		tag,
		version,
		commitSha: labelSha ?? tagSha,
		runId,
		serviceId,
		evidence,
		createdAt: created ?? at,
	};
}

const shaIn = (text: string | null | undefined) => (text && sha.test(text) ? text : null);

function fromImage(labelSha: string | null, tagSha: string | null): ArtifactEvidence | null {
	if (labelSha) return "oci-label-revision";
	return tagSha ? "tag-is-sha" : null;
}
