import { ensureNode } from "#server/loop/link.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import type { Transaction } from "#server/platform/database.ts";
import { linkItems } from "./link-items.ts";

type NamedPull = { id: string; slug: string; number: number; text: "title" | "branch" };

/**
 * Ties an item to the commits and pull requests that named its key before it was known here, and tells of it. Safe to repeat.
 * The newest 500 of each are looked at.
 */
export async function linkCommitsToItem(tx: Transaction, itemId: string, key: string): Promise<void> {
	if (!/^[A-Z][A-Z0-9]{1,9}-\d+$/.test(key)) return;
	const item = await tx.item.findUnique({ where: { id: itemId }, select: { serviceId: true } });
	if (!item) return;
	const node = await ensureNode(tx, { kind: "item", key, itemId }, item.serviceId);
	const joints = { where: { fromId: node, kind: "implemented-by" } };
	const before = await tx.loopEdge.count(joints);
	await linkNaming(tx, key);
	if ((await tx.loopEdge.count(joints)) > before) await tellTied(tx, node);
}

async function linkNaming(tx: Transaction, key: string): Promise<void> {
	const word = `(^|[^A-Z0-9-])${key}($|[^A-Za-z0-9])`;
	const commits = await tx.$queryRaw<{ id: string; sha: string }[]>`
		select id, sha from "Commit" where position(${key} in message) > 0 and message ~ ${word} order by "authoredAt" desc limit 500`;
	for (const { id: commitId, sha } of commits) {
		const nodeId = await ensureNode(tx, { kind: "commit", key: sha, commitId }, null);
		await linkItems(tx, { nodeId, keys: [key], source: "commit-message", confidence: "exact" });
	}
	const pulls = await tx.$queryRaw<NamedPull[]>`
		select p.id, r.slug, p.number, case when p.title ~ ${word} then 'title' else 'branch' end as text
		from "PullRequest" p join "Repository" r on r.id = p."repositoryId"
		where p.title ~ ${word} or upper(p."headRef") ~ ${word} order by p."createdAt" desc limit 500`;
	for (const { id: pullRequestId, slug, number, text } of pulls) {
		const nodeId = await ensureNode(tx, { kind: "pull-request", key: `${slug}#${number}`, pullRequestId }, null);
		const titled = text === "title";
		await linkItems(tx, {
			nodeId,
			keys: [key],
			source: titled ? "pull-request-title" : "branch-name",
			confidence: titled ? "exact" : "derived",
		});
	}
}
