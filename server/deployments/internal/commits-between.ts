import type { Reader } from "#server/platform/database.ts";

export type CommitRow = {
	id: string;
	sha: string;
	message: string;
	authorName: string;
	authorLogin: string | null;
	authoredAt: Date;
	url: string;
};

const most = 50;

/**
 * Commits reachable from `to` that are not reachable from `from`, newest first, at most 50. Parents are followed as far as Lazo
 * has read them (at most 500 commits). `reached` says whether `from` was met on the way.
 */
export async function commitsBetween(
	reader: Reader,
	{ from, to }: { from: string; to: string },
): Promise<{ commits: CommitRow[]; reached: boolean }> {
	const rows = await reader.$queryRaw<(CommitRow & { parents: string[] })[]>`
		with recursive line as (
			(select c.*, 0 as depth from "Commit" c where c.sha = ${to} limit 1)
			union
			select c.*, line.depth + 1 from line join "Commit" c
				on c."repositoryId" = line."repositoryId" and c.sha = any(line.parents)
			where line.sha <> ${from} and line.depth < 500
		)
		select distinct on ("authoredAt", id) id::text, sha, message, "authorName", "authorLogin", "authoredAt", url, parents
		from line order by "authoredAt" desc, id limit 501`;
	const start = rows.find(({ sha }) => sha === from);
	if (!start) return { commits: rows.slice(0, most), reached: false };
	const before = olderThan(rows, start.sha);
	return { commits: rows.filter(({ sha }) => !before.has(sha)).slice(0, most), reached: true };
}

/** `sha` and what is reachable from it within the rows. */
function olderThan(rows: { sha: string; parents: string[] }[], sha: string): Set<string> {
	const parents = new Map(rows.map((row) => [row.sha, row.parents]));
	const seen = new Set<string>();
	const open = [sha];
	for (let next = open.pop(); next; next = open.pop()) {
		if (seen.has(next)) continue;
		seen.add(next);
		open.push(...(parents.get(next) ?? []));
	}
	return seen;
}

export type TouchedItem = { key: string; title: string; type: string };

/** The items that commits implement, by the commits' row ids. */
export async function itemsOfCommits(reader: Reader, commitIds: string[]): Promise<Map<string, TouchedItem[]>> {
	const edges = await reader.loopEdge.findMany({
		where: { kind: "implemented-by", to: { commitId: { in: commitIds } }, from: { itemId: { not: null } } },
		select: { to: { select: { commitId: true } }, from: { select: { item: true } } },
	});
	const found = new Map<string, TouchedItem[]>();
	for (const { to, from } of edges) {
		if (!to.commitId || !from.item) continue;
		const { key, title, type } = from.item;
		found.set(to.commitId, [...(found.get(to.commitId) ?? []), { key, title, type }]);
	}
	return found;
}
