import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { GitHubError } from "#server/connectors/github/github-error.ts";
import { listCommits } from "#server/connectors/github/read-repositories.ts";
import { findRun, listJobs } from "#server/connectors/github/read-runs.ts";
import type { GitHubRun } from "#server/connectors/github/shapes.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { observedCommit, observedJob, observedRun } from "../ingest/observed.ts";
import { saveCommits } from "../ingest/save-commits.ts";
import { saveJobs } from "../ingest/save-jobs.ts";
import { saveRun } from "../ingest/save-run.ts";

type Repository = { id: string; slug: string };

/** Reads one run with its jobs and, when it is not known, its commit. Returns the row's id, or null when the run is gone. */
export async function refreshRun(
	client: GitHubClient,
	repository: Repository,
	externalId: number,
): Promise<string | null> {
	const observedAt = new Date();
	const run = await findRun(client, repository.slug, externalId);
	return run ? (await takeInRun(client, repository, { run, observedAt })).id : null;
}

/** Writes a run that was read, with its jobs and its commit. The jobs come first: a finished run has all of them. */
export async function takeInRun(
	client: GitHubClient,
	repository: Repository,
	seen: { run: GitHubRun; observedAt: Date },
) {
	const { run, observedAt } = seen;
	const jobs = await listJobs(client, repository.slug, run.id);
	await takeInCommits(client, repository, { ref: run.head_sha, branch: run.head_branch ?? null });
	return transaction(async (tx) => {
		const saved = await saveRun(tx, { repositoryId: repository.id, run: observedRun(run), observedAt });
		await saveJobs(tx, saved.id, jobs.map(observedJob));
		return saved;
	});
}

/** Reads the commits that lead to `ref`, unless its head is known already. */
export async function takeInCommits(
	client: GitHubClient,
	repository: Repository,
	from: { ref: string; branch: string | null; limit?: number },
): Promise<void> {
	const repositoryId = repository.id;
	const known = await db().commit.findUnique({
		where: { repositoryId_sha: { repositoryId, sha: from.ref } },
		select: { id: true },
	});
	if (known) return;
	try {
		const commits = await listCommits(client, repository.slug, { ref: from.ref, limit: from.limit ?? 20 });
		await transaction((tx) =>
			saveCommits(tx, { repositoryId, commits: commits.map(observedCommit), branch: from.branch }),
		);
	} catch (error) {
		// A force push takes commits away; the run that needed them stays.
		if (!(error instanceof GitHubError) || (error.status !== 404 && error.status !== 409 && error.status !== 422))
			throw error;
	}
}
