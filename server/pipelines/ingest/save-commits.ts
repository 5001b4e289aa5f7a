import { ensureNode } from "#server/loop/link.ts";
import type { Transaction } from "#server/platform/database.ts";
import { recordEvent } from "#server/platform/events.ts";
import { findItemKeys } from "../links/find-item-keys.ts";
import { linkItems } from "../links/link-items.ts";
import { linkRunToCommit } from "../links/link-run-to-commit.ts";
import { findService } from "./find-service.ts";
import type { ObservedCommit } from "./observed.ts";
import { githubActor } from "./save-run.ts";

export type CommitSighting = { repositoryId: string; commits: readonly ObservedCommit[]; branch: string | null };

/**
 * Writes commits that are not known yet, ties them to the items their message names (or, less surely, their branch) and to the
 * runs that built them. At most 100 at a time. Returns how many were new.
 */
export async function saveCommits(tx: Transaction, { repositoryId, commits, branch }: CommitSighting): Promise<number> {
	if (commits.length === 0) return 0;
	const created = await tx.commit.createManyAndReturn({
		data: commits.map(({ pushedAt, ...columns }) => ({ repositoryId, ...columns })),
		skipDuplicates: true,
	});
	if (created.length === 0) return 0;
	const service = await findService(tx, repositoryId);
	const pushed = new Map(commits.map(({ sha, pushedAt }) => [sha, pushedAt]));
	for (const commit of created) {
		const nodeId = await ensureNode(tx, { kind: "commit", key: commit.sha, commitId: commit.id }, service?.id ?? null);
		const inMessage = findItemKeys(commit.message);
		await linkItems(tx, { nodeId, keys: inMessage, source: "commit-message", confidence: "exact" });
		if (inMessage.length === 0 && branch) {
			const keys = findItemKeys(branch.toUpperCase());
			await linkItems(tx, { nodeId, keys, source: "branch-name", confidence: "derived" });
		}
		const runs = await tx.run.findMany({ where: { repositoryId, headSha: commit.sha }, select: { id: true } });
		for (const run of runs) await linkRunToCommit(tx, { repositoryId, runId: run.id, headSha: commit.sha });
		await recordEvent(tx, {
			type: "commit.pushed",
			actor: githubActor,
			subject: { kind: "commit", id: commit.id },
			occurredAt: pushed.get(commit.sha) ?? commit.authoredAt,
			serviceId: service?.id ?? null,
			teamId: service?.ownerTeamId ?? null,
			data: {
				sha: commit.sha,
				title: commit.message.split("\n")[0]?.slice(0, 200) ?? "",
				by: commit.authorLogin ?? commit.authorName,
				branch,
			},
		});
	}
	return created.length;
}
