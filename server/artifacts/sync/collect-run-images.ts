import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { readJobLog } from "#server/connectors/github/read-runs.ts";
import {
	findImageReferences,
	findPushedDigests,
	type ImageReference,
} from "#server/connectors/registry/image-reference.ts";
import { refreshRun } from "#server/pipelines/sync/refresh-run.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { Prisma } from "../../../prisma/generated/client.ts";
import { findServiceOfImage, imageOf } from "../find-service-of-image.ts";
import { observeImage } from "../ingest/observe-image.ts";
import { type ObservedArtifact, saveArtifact } from "../ingest/save-artifact.ts";

const maxImages = 20;

/** Reads the logs of a finished run and writes down the images it says it pushed, each checked with its registry. */
export async function collectRunImages(client: GitHubClient, runId: string): Promise<void> {
	const known = await db().run.findUnique({ where: { id: runId }, include: { repository: true } });
	if (known?.conclusion !== "success") return;
	// The event of the run's end may have come before the last of its jobs.
	await refreshRun(client, known.repository, Number(known.externalId));
	const run = await db().run.findUniqueOrThrow({ where: { id: runId }, include: withJobs });
	const expected = imageOf(run.service?.annotations);
	for (const reference of await readReferences(client, run, expected)) {
		const serviceId = (await findServiceOfImage(db(), reference.repository)) ?? run.serviceId;
		const at = run.completedAt ?? run.updatedAt;
		const seen = await observeImage({ ...reference, runId, serviceId, at });
		if (seen && isOfRun(seen, run.headSha, expected)) await transaction((tx) => saveArtifact(tx, seen, new Date()));
	}
}

const withJobs = { repository: true, service: true, jobs: { where: { conclusion: "success" } } } as const;
type RunWithJobs = Prisma.RunGetPayload<{ include: typeof withJobs }>;

async function readReferences(client: GitHubClient, run: RunWithJobs, expected: string | null) {
	const found = new Map<string, ImageReference>();
	for (const job of run.jobs) {
		const text = (await readJobLog(client, run.repository.slug, Number(job.externalId))) ?? "";
		for (const reference of pushedIn(text, expected))
			found.set(`${reference.repository}@${reference.digest}`, reference);
	}
	return [...found.values()].slice(0, maxImages);
}

/** A log may name images the run only used (a base image, the last release): their own label says another commit. */
function isOfRun(seen: ObservedArtifact, headSha: string, expected: string | null): boolean {
	return seen.commitSha === null ? seen.repository === expected : seen.commitSha === headSha;
}

/** Full references with a digest; without any, the bare digests a push printed, taken as the service's own image. */
function pushedIn(text: string, expected: string | null): ImageReference[] {
	const references = findImageReferences(text);
	if (references.length > 0 || !expected) return references;
	return findPushedDigests(text).map((digest) => ({ repository: expected, tag: null, digest }));
}
