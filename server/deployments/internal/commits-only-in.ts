import type { Reader } from "#server/platform/database.ts";

/** How far back two versions are compared. */
const farthest = 1_000;

/**
 * What the commit `of` contains and the commit `without` does not, as row ids. Both are followed back through at most 1,000 commits.
 * Null when no common commit is known, so that nothing can be said.
 */
export async function commitsOnlyIn(
	reader: Reader,
	{ of, without }: { of: string; without: string },
): Promise<string[] | null> {
	if (of === without) return [];
	const rows = await reader.$queryRaw<{ id: string; shared: boolean }[]>`
		with recursive mine as (
			(select id, "repositoryId", sha, parents from "Commit" where sha = ${of} limit 1)
			union
			select c.id, c."repositoryId", c.sha, c.parents
			from mine join "Commit" c on c."repositoryId" = mine."repositoryId" and c.sha = any(mine.parents)
		), here as (select id from mine limit ${farthest}),
		theirs as (
			(select id, "repositoryId", sha, parents from "Commit" where sha = ${without} limit 1)
			union
			select c.id, c."repositoryId", c.sha, c.parents
			from theirs join "Commit" c on c."repositoryId" = theirs."repositoryId" and c.sha = any(theirs.parents)
		), there as (select id from theirs limit ${farthest})
		select here.id::text, there.id is not null as shared from here left join there on there.id = here.id`;
	if (!rows.some(({ shared }) => shared)) return null;
	return rows.filter(({ shared }) => !shared).map(({ id }) => id);
}
