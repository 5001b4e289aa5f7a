import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import { automation } from "#server/platform/actor.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent, touch } from "#server/platform/events.ts";
import type { Artifact } from "../../../prisma/generated/client.ts";
import { findBuild } from "./find-build.ts";
import { traceContents } from "./trace-contents.ts";

/** How commit and run of an image became known, surest first. */
export type ArtifactEvidence = "run-log" | "oci-label-revision" | "tag-is-sha";

/** An image as it was seen. `runId` is what a run's own log said; the commit comes from the image's label or from the run. */
export type ObservedArtifact = {
	digest: string;
	platformDigests: string[];
	repository: string;
	tag: string | null;
	version: string | null;
	commitSha: string | null;
	runId: string | null;
	serviceId: string | null;
	sizeBytes: number | null;
	labels: Record<string, string>;
	evidence: ArtifactEvidence | null;
	createdAt: Date;
};

const artifactsActor = automation("artifacts");

/**
 * Writes an image by its digest and ties it to its commit and run. Sightings add to each other: tags gather, and what one did not
 * know does not take away what another did. `artifact.published` carries the time the image was made.
 */
export async function saveArtifact(tx: Transaction, seen: ObservedArtifact, observedAt: Date): Promise<Artifact> {
	const { tag, sizeBytes, ...columns } = seen;
	const size = sizeBytes === null ? null : BigInt(sizeBytes);
	const { count } = await tx.artifact.createMany({
		data: [{ ...columns, sizeBytes: size, tags: tag ? [tag] : [], observedAt }],
		skipDuplicates: true,
	});
	await tx.$queryRaw`select id from "Artifact" where digest = ${seen.digest} for update`;
	const known = await tx.artifact.findUniqueOrThrow({ where: { digest: seen.digest } });
	const merged = await tx.artifact.update({
		where: { id: known.id },
		data: { ...(await merge(tx, seen, known)), observedAt },
	});
	const nodeId = await tie(tx, merged);
	if (count > 0 || known.commitId !== merged.commitId || known.serviceId !== merged.serviceId)
		await traceContents(tx, merged.id);
	if (count === 0 && (known.commitId !== merged.commitId || known.runId !== merged.runId)) await tellTied(tx, nodeId);
	if (count > 0) await tellPublished(tx, merged);
	else if (changed(known, merged))
		await touch(tx, [
			`artifact:${merged.id}`,
			"artifacts",
			...(merged.serviceId ? [`service:${merged.serviceId}`] : []),
		]);
	return merged;
}

/** What is known after a sighting: the sighting first, then what was known before. */
async function merge(tx: Transaction, seen: ObservedArtifact, known: Artifact) {
	const [runId, commitSha] = [seen.runId ?? known.runId, seen.commitSha ?? known.commitSha];
	const { tag } = seen;
	return {
		...(await findBuild(tx, { ...seen, runId, commitSha })),
		...(tag && !known.tags.includes(tag) && { tags: [...known.tags, tag] }),
		...(seen.platformDigests.length > 0 && { platformDigests: seen.platformDigests }),
		...(Object.keys(seen.labels).length > 0 && { labels: seen.labels }),
		...(seen.sizeBytes !== null && { sizeBytes: BigInt(seen.sizeBytes) }),
		version: seen.version ?? known.version,
		serviceId: seen.serviceId ?? known.serviceId,
		evidence: surest(seen.evidence, known.evidence),
	};
}

const sureness: Record<string, number> = { "run-log": 3, "oci-label-revision": 2, "tag-is-sha": 1 };

const surest = (a: string | null, b: string | null) => ((sureness[a ?? ""] ?? 0) >= (sureness[b ?? ""] ?? 0) ? a : b);

function changed(before: Artifact, after: Artifact): boolean {
	return (
		before.runId !== after.runId ||
		before.commitId !== after.commitId ||
		before.serviceId !== after.serviceId ||
		before.tags.length !== after.tags.length
	);
}

/** The joints commit → artifact and run → artifact. Returns the artifact's node. */
async function tie(tx: Transaction, artifact: Artifact): Promise<string> {
	const { id: artifactId, digest, serviceId, runId, commitId, commitSha, evidence } = artifact;
	const to = await ensureNode(tx, { kind: "artifact", key: digest, artifactId }, serviceId);
	if (commitId && commitSha) {
		const from = await ensureNode(tx, { kind: "commit", key: commitSha, commitId }, serviceId);
		const source = evidence ?? "oci-label-revision";
		const confidence = source === "tag-is-sha" ? "derived" : "exact";
		await link(tx, { from, to, kind: "packaged-as", evidence: { source, sha: commitSha }, confidence });
	}
	const run = runId ? await tx.run.findUnique({ where: { id: runId }, select: { externalId: true } }) : null;
	if (runId && run) {
		const from = await ensureNode(tx, { kind: "run", key: String(run.externalId), runId }, serviceId);
		const said = evidence === "run-log";
		const source = said ? "run-log" : "same-commit-and-time";
		await link(tx, {
			from,
			to,
			kind: "produced",
			evidence: { source, digest },
			confidence: said ? "exact" : "derived",
		});
	}
	return to;
}

async function tellPublished(tx: Transaction, artifact: Artifact): Promise<void> {
	const service = artifact.serviceId
		? await tx.entity.findUnique({ where: { id: artifact.serviceId }, select: { ownerTeamId: true } })
		: null;
	await recordEvent(tx, {
		type: "artifact.published",
		actor: artifactsActor,
		subject: { kind: "artifact", id: artifact.id },
		occurredAt: artifact.createdAt,
		serviceId: artifact.serviceId,
		teamId: service?.ownerTeamId ?? null,
		data: {
			digest: artifact.digest,
			repository: artifact.repository,
			version: artifact.version,
			commitSha: artifact.commitSha,
		},
	});
}
