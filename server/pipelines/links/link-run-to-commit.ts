import { ensureNode, link } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import type { Transaction } from "#server/platform/database.ts";

type Built = { repositoryId: string; runId: string; headSha: string };

/** Ties a run to the commit it ran on, once both are known. A run that operates built nothing, so it is no part of the commit's thread. */
export async function linkRunToCommit(tx: Transaction, { repositoryId, runId, headSha }: Built): Promise<void> {
	const commit = await tx.commit.findUnique({
		where: { repositoryId_sha: { repositoryId, sha: headSha } },
		select: { id: true },
	});
	const run = await tx.run.findUnique({
		where: { id: runId },
		select: { externalId: true, serviceId: true, request: { select: { operates: true } } },
	});
	if (!commit || !run) return;
	const from = await ensureNode(tx, { kind: "commit", key: headSha, commitId: commit.id }, run.serviceId);
	const to = await ensureNode(tx, { kind: "run", key: String(run.externalId), runId }, run.serviceId);
	if (run.request?.operates) return unlink(tx, from, to);
	await link(tx, {
		from,
		to,
		kind: "built-by",
		evidence: { source: "github-run-head-sha", sha: headSha },
		confidence: "exact",
	});
}

/** A run may have been seen before it was known what it was started for. */
async function unlink(tx: Transaction, fromId: string, toId: string): Promise<void> {
	const { count } = await tx.loopEdge.deleteMany({ where: { fromId, toId, kind: "built-by" } });
	if (count > 0) await tellTied(tx, fromId);
}
