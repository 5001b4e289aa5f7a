import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { type ArtifactEvidence, saveArtifact } from "../ingest/save-artifact.ts";

/** Ties images that were known before their commit or run was. Safe to repeat. */
export async function adoptArtifacts(commitSha: string): Promise<void> {
	const waiting = await db().artifact.findMany({
		where: { commitSha, OR: [{ commitId: null }, { runId: null }] },
		take: 50,
	});
	for (const { id, tags, commitId, sizeBytes, labels, evidence, observedAt, ...artifact } of waiting) {
		const seen = {
			...artifact,
			tag: null,
			sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
			labels: labels as Record<string, string>,
			evidence: evidence as ArtifactEvidence | null,
		};
		await transaction((tx) => saveArtifact(tx, seen, observedAt));
	}
}
