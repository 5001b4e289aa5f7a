import type { Reader } from "#server/platform/database.ts";

/** How far back a version is followed. */
const farthest = 1_000;

/** Those of some commits that a commit contains, itself among them; it is followed back through at most 1,000 commits. */
export async function containedCommits(
	reader: Reader,
	{ of, among }: { of: string; among: readonly string[] },
): Promise<Set<string>> {
	if (among.length === 0) return new Set();
	const rows = await reader.$queryRaw<{ sha: string }[]>`
		with recursive line as (
			(select id, "repositoryId", sha, parents from "Commit" where sha = ${of} limit 1)
			union
			select c.id, c."repositoryId", c.sha, c.parents
			from line join "Commit" c on c."repositoryId" = line."repositoryId" and c.sha = any(line.parents)
		), near as (select sha from line limit ${farthest})
		select sha from near where sha = any(${among})`;
	return new Set(rows.map(({ sha }) => sha));
}
