import { ensureNode, link } from "#server/loop/link.ts";
import type { Transaction } from "#server/platform/database.ts";

type Built = { repositoryId: string; runId: string; headSha: string };

/** Ties a run to the commit it ran on, once both are known. */
export async function linkRunToCommit(tx: Transaction, { repositoryId, runId, headSha }: Built): Promise<void> {
	const commit = await tx.commit.findUnique({
		where: { repositoryId_sha: { repositoryId, sha: headSha } },
		select: { id: true },
	});
	const run = await tx.run.findUnique({ where: { id: runId }, select: { externalId: true, serviceId: true } });
	if (!commit || !run) return;
	const from = await ensureNode(tx, { kind: "commit", key: headSha, commitId: commit.id }, run.serviceId);
	const to = await ensureNode(tx, { kind: "run", key: String(run.externalId), runId }, run.serviceId);
	await link(tx, {
		from,
		to,
		kind: "built-by",
		evidence: { source: "github-run-head-sha", sha: headSha },
		confidence: "exact",
	});
}
