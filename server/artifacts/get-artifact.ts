import { z } from "zod";
import { authorize } from "#server/access/authorize.ts";
import { itemsOfCommit } from "#server/pipelines/get-run.ts";
import type { Actor } from "#server/platform/actor.ts";
import { db } from "#server/platform/database.ts";
import { notFound } from "#server/platform/errors.ts";
import { artifactAnswers, artifactInclude } from "./artifact-row.ts";
import type { ArtifactDetail } from "./schema.ts";

/** One image by its digest, or by the digest of one of its platforms. Throws Problem 404. */
export async function getArtifact(actor: Actor, digest: string): Promise<ArtifactDetail> {
	await authorize(actor, "artifacts.read", { subject: { kind: "artifact", id: digest } });
	const row = await db().artifact.findFirst({
		where: { OR: [{ digest }, { platformDigests: { has: digest } }] },
		include: artifactInclude,
	});
	const [summary] = row ? await artifactAnswers(db(), [row]) : [];
	if (!row || !summary) throw notFound("artifact", digest);
	const { commit, labels, platformDigests } = row;
	return {
		...summary,
		platformDigests,
		labels: z.record(z.string(), z.string()).catch({}).parse(labels),
		commit: commit && {
			sha: commit.sha,
			message: commit.message,
			author: commit.authorLogin ?? commit.authorName,
			authoredAt: commit.authoredAt.toISOString(),
			url: commit.url,
		},
		items: await itemsOfCommit(commit?.id ?? null),
	};
}
