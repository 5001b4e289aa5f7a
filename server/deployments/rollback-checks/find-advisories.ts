import type { Reader } from "#server/platform/database.ts";

/** The security advisories (CVE and GHSA ids) that the messages of commits name, in order; at most 50. */
export async function findAdvisories(reader: Reader, commitIds: readonly string[]): Promise<string[]> {
	const rows = await reader.$queryRaw<{ id: string }[]>`
		select distinct upper(found[1]) as id from "Commit" c
		cross join lateral regexp_matches(
			left(c.message, 20000), '\\m(CVE-[0-9]{4}-[0-9]{4,7}|GHSA(?:-[0-9a-z]{4}){3})\\M', 'gi') as found
		where c.id = any(${commitIds}::uuid[]) order by id limit 50`;
	return rows.map(({ id }) => id);
}
