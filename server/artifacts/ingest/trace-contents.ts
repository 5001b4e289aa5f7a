import { linkMany } from "#server/loop/link-many.ts";
import { tellTied } from "#server/loop/tell-tied.ts";
import type { Transaction } from "#server/platform/database.ts";
import type { Artifact } from "../../../prisma/generated/client.ts";

/** What is looked at behind an image whose predecessor is known, and behind one that is the first to be seen. */
const [mostSincePredecessor, mostOfFirst] = [300, 60];

type Reached = { id: string; sha: string; carried: boolean };
type Version = Pick<Artifact, "id" | "commitId" | "serviceId"> & { nodeId: string };

/**
 * Ties an image to the commits that it is the first of its service to carry, and to the images it follows: git's ancestry says
 * so, not the clock. Images that come after it are looked at again, since they may have held its commits until now. Tells of
 * those whose joints changed. Repeatable.
 */
export async function traceContents(tx: Transaction, artifactId: string): Promise<void> {
	const artifact = await loadVersion(tx, artifactId);
	if (!artifact) return;
	if (await trace(tx, artifact)) await tellTied(tx, artifact.nodeId);
	for (const id of await followersOf(tx, artifact)) {
		const follower = await loadVersion(tx, id);
		if (follower && (await trace(tx, follower))) await tellTied(tx, follower.nodeId);
	}
}

/** Looks again at the images that carry a child of this commit: their history was cut short where it was not known. */
export async function traceThroughCommit(tx: Transaction, commitId: string): Promise<void> {
	const cut = await tx.$queryRaw<{ id: string }[]>`
		select distinct n."artifactId"::text as id from "Commit" c
		join "Commit" child on child."repositoryId" = c."repositoryId" and c.sha = any(child.parents)
		join "LoopNode" cn on cn."commitId" = child.id
		join "LoopEdge" e on e."fromId" = cn.id and e.kind = 'packaged-as'
		join "LoopNode" n on n.id = e."toId" where c.id = ${commitId}::uuid and n."artifactId" is not null and not exists (
			select 1 from "LoopEdge" known join "LoopNode" own on own.id = known."fromId"
			where own."commitId" = c.id and known."toId" = n.id
		) limit 50`;
	for (const { id } of cut) await traceContents(tx, id);
}

async function loadVersion(tx: Transaction, id: string): Promise<Version | null> {
	const found = await tx.artifact.findUnique({
		where: { id },
		select: { id: true, commitId: true, serviceId: true, node: { select: { id: true } } },
	});
	return found?.node && found.commitId && found.serviceId ? { ...found, nodeId: found.node.id } : null;
}

/** Whether a joint was made or taken away. */
async function trace(tx: Transaction, artifact: Version): Promise<boolean> {
	const { commitId, serviceId, nodeId: to } = artifact;
	const reached = await walkBack(tx, artifact);
	const carried = reached.filter((commit) => commit.carried).map(({ id }) => id);
	const fresh = reached
		.filter(({ id, carried }) => !carried && id !== commitId)
		.slice(0, carried.length > 0 ? mostSincePredecessor : mostOfFirst);
	const forgotten = await forgetOthers(tx, artifact, { commits: fresh.map(({ id }) => id), carried });
	const commits = fresh.map(({ id, sha }) => ({ kind: "commit" as const, key: sha, commitId: id }));
	const evidence = { source: "git-ancestry" };
	const contained = await linkMany(
		tx,
		{ kind: "commit", from: commits, serviceId },
		{ to, kind: "packaged-as", evidence, confidence: "derived" },
	);
	const before = await tx.loopNode.findMany({
		where: { artifact: { serviceId, commitId: { in: carried } } },
		select: { id: true },
	});
	const { count: followed } = await tx.loopEdge.createMany({
		data: before.map(({ id }) => ({
			fromId: id,
			toId: to,
			kind: "succeeded-by",
			evidence,
			confidence: "derived",
		})),
		skipDuplicates: true,
	});
	return forgotten + contained + followed > 0;
}

/**
 * From the image's commit back to those that another image of the service was made of (`carried`), without what lies behind
 * those: after a merge that can be reached along a second way.
 */
function walkBack(tx: Transaction, { commitId, serviceId }: Version): Promise<Reached[]> {
	return tx.$queryRaw<Reached[]>`
		with recursive line as (
			select id, "repositoryId", sha, parents, false as carried from "Commit" where id = ${commitId}::uuid
			union
			select c.id, c."repositoryId", c.sha, c.parents,
				exists (select 1 from "Artifact" a where a."serviceId" = ${serviceId}::uuid and a."commitId" = c.id)
			from line join "Commit" c on c."repositoryId" = line."repositoryId" and c.sha = any(line.parents)
			where not line.carried
		), near as (select * from line limit ${mostSincePredecessor + 1}),
		old as (
			select id, "repositoryId", sha, parents from near where carried
			union
			select c.id, c."repositoryId", c.sha, c.parents
			from old join "Commit" c on c."repositoryId" = old."repositoryId" and c.sha = any(old.parents)
		), older as (select id from old limit 1000)
		select id::text, sha, carried from near where carried or id not in (select id from older)`;
}

/** Joints of an earlier look that no longer hold: an image in between has become known. */
async function forgetOthers(
	tx: Transaction,
	{ nodeId, commitId, serviceId }: Version,
	{ commits, carried }: { commits: string[]; carried: string[] },
): Promise<number> {
	return tx.$executeRaw`
		delete from "LoopEdge" e using "LoopNode" n
		where e."toId" = ${nodeId}::uuid and n.id = e."fromId" and e.evidence->>'source' = 'git-ancestry' and (
			(e.kind = 'packaged-as' and n."commitId" <> ${commitId}::uuid and n."commitId" <> all(${commits}::uuid[]))
			or (e.kind = 'succeeded-by' and n."artifactId" not in (
				select id from "Artifact" where "serviceId" = ${serviceId}::uuid and "commitId" = any(${carried}::uuid[])
			))
		)`;
}

/** Images of the service that hold this one's commit by ancestry, or that follow another image of the same commit. */
async function followersOf(tx: Transaction, { id, commitId, serviceId }: Version): Promise<string[]> {
	const rows = await tx.$queryRaw<{ id: string }[]>`
		select distinct a.id::text from "LoopEdge" e
		join "LoopNode" b on b.id = e."fromId" left join "Artifact" ba on ba.id = b."artifactId"
		join "LoopNode" n on n.id = e."toId" join "Artifact" a on a.id = n."artifactId"
		where e.evidence->>'source' = 'git-ancestry' and a.id <> ${id}::uuid and a."serviceId" = ${serviceId}::uuid
			and (b."commitId" = ${commitId}::uuid or (ba."commitId" = ${commitId}::uuid and ba."serviceId" = ${serviceId}::uuid))`;
	return rows.map((row) => row.id);
}
