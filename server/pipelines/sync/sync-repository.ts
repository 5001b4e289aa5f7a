import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { listPullCommits, listPulls } from "#server/connectors/github/read-pulls.ts";
import { listBranches } from "#server/connectors/github/read-repositories.ts";
import { listRuns } from "#server/connectors/github/read-runs.ts";
import { db } from "#server/platform/database.ts";
import { transaction } from "#server/platform/transaction.ts";
import { observedCommit, observedPull } from "../ingest/observed.ts";
import { saveBranches } from "../ingest/save-branches.ts";
import { saveCommits } from "../ingest/save-commits.ts";
import { linkPullCommits, savePullRequest } from "../ingest/save-pull-request.ts";
import { takeInCommits, takeInRun } from "./refresh-run.ts";
import { syncWorkflows } from "./sync-workflows.ts";

type Repository = { id: string; slug: string; defaultBranch: string };

/**
 * Reads what GitHub knows of a repository and Lazo does not: branches, commits of their heads, pull requests, runs; `full` reads
 * the workflow files too. Finds whatever a lost webhook would have said. Safe to repeat.
 */
export async function syncRepository(client: GitHubClient, repositoryId: string, full: boolean): Promise<void> {
	const repository = await db().repository.findUnique({ where: { id: repositoryId } });
	if (!repository || repository.goneAt) return;
	const startedAt = new Date();
	const workflows = await db().workflow.count({ where: { repositoryId } });
	if (full || workflows === 0) await syncWorkflows(client, repository, startedAt);
	await syncCommits(client, repository, startedAt);
	await syncPulls(client, repository, startedAt);
	await syncRuns(client, repository, startedAt);
	await db().repository.update({ where: { id: repositoryId }, data: { syncedAt: startedAt } });
}

async function syncCommits(client: GitHubClient, repository: Repository, observedAt: Date): Promise<void> {
	const { id: repositoryId, slug, defaultBranch } = repository;
	const heads = await listBranches(client, slug);
	const branches = heads.map(({ name, commit }) => ({ name, headSha: commit.sha }));
	await transaction((tx) => saveBranches(tx, { repositoryId, branches, observedAt }));
	// The default branch first, so that its commits are not taken for another branch's.
	const ordered = branches.sort((a, b) => Number(b.name === defaultBranch) - Number(a.name === defaultBranch));
	for (const { name, headSha } of ordered) {
		const isDefault = name === defaultBranch;
		await takeInCommits(client, repository, {
			ref: headSha,
			branch: isDefault ? null : name,
			limit: isDefault ? 100 : 20,
		});
	}
}

/** Takes in what changed among the pull requests that changed last, whichever of their webhooks was lost. */
export async function syncPulls(client: GitHubClient, repository: Repository, observedAt: Date): Promise<void> {
	const { id: repositoryId, slug } = repository;
	const listed = await listPulls(client, slug);
	const known = await db().pullRequest.findMany({
		where: { repositoryId, number: { in: listed.map(({ number }) => number) } },
		select: { number: true, updatedAt: true, state: true },
	});
	const seen = new Map(known.map(({ number, updatedAt, state }) => [number, `${updatedAt.getTime()} ${state}`]));
	for (const pull of listed) {
		const observed = observedPull(pull);
		if (seen.get(pull.number) === `${observed.updatedAt.getTime()} ${observed.state}`) continue;
		const saved = await transaction((tx) => savePullRequest(tx, { repositoryId, pull: observed, observedAt }));
		if (!saved.changed) continue;
		await syncPullCommits(client, repository, {
			id: saved.id,
			number: pull.number,
			mergeSha: pull.merge_commit_sha ?? null,
		});
	}
}

type Pull = { id: string; number: number; mergeSha: string | null };

/** Reads the commits of a pull request and ties them to it, with the one that merged it. */
export async function syncPullCommits(
	client: GitHubClient,
	repository: { id: string; slug: string },
	pull: Pull,
): Promise<void> {
	const commits = (await listPullCommits(client, repository.slug, pull.number)).map(observedCommit);
	const shas = [...commits.map(({ sha }) => sha), ...(pull.mergeSha ? [pull.mergeSha] : [])];
	await transaction(async (tx) => {
		await saveCommits(tx, { repositoryId: repository.id, commits, branch: null });
		await linkPullCommits(tx, pull.id, shas);
	});
}

async function syncRuns(client: GitHubClient, repository: Repository, observedAt: Date): Promise<void> {
	const repositoryId = repository.id;
	const runs = await listRuns(client, repository.slug);
	const known = await db().run.findMany({
		where: { repositoryId, externalId: { in: runs.map(({ id }) => BigInt(id)) } },
		select: { externalId: true, updatedAt: true, status: true },
	});
	const knownAt = new Map(known.map((run) => [Number(run.externalId), run]));
	for (const run of runs.reverse()) {
		const before = knownAt.get(run.id);
		const same = before && before.updatedAt.getTime() === run.updated_at.getTime() && before.status === "completed";
		if (!same) await takeInRun(client, repository, { run, observedAt });
	}
}
