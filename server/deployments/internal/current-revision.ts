import type { Reader } from "#server/platform/database.ts";
import { changeableTarget, type FoundPlace } from "./find-place.ts";

/** The template that the cluster last showed as current for a place: image, digest and the artifact behind it. */
export async function currentRevision(reader: Reader, place: FoundPlace) {
	const target = changeableTarget(place);
	const template = target
		? await reader.revisionTemplate.findFirst({ where: { targetId: target.id }, orderBy: { lastSeenAt: "desc" } })
		: null;
	const digest = template?.digest ?? place.runningDigest;
	const artifact = digest ? await findArtifact(reader, digest) : null;
	return {
		image: template?.image ?? null,
		digest,
		artifactId: artifact?.id ?? null,
		templateId: template?.id ?? null,
	};
}

/** The artifact of a digest: its own, or one of its platforms'. */
export async function findArtifact(reader: Reader, digest: string) {
	return (
		(await reader.artifact.findUnique({ where: { digest } })) ??
		(await reader.artifact.findFirst({ where: { platformDigests: { has: digest } } }))
	);
}
