import { commitsBetween } from "../internal/commits-between.ts";
import { findArtifact } from "../internal/current-revision.ts";
import type { JudgedGate } from "./gate.ts";

/** Every commit that comes went through a pull request. */
export const reviewGate: JudgedGate = {
	code: "commits-reviewed",
	weight: () => "warn",
	find: async ({ reader, place, digest }) => {
		const to = (await findArtifact(reader, digest))?.commitSha;
		const from = place.runningDigest ? (await findArtifact(reader, place.runningDigest))?.commitSha : null;
		if (!to || !from || to === from) return null;
		const { commits, reached } = await commitsBetween(reader, { from, to });
		if (!reached || commits.length === 0) return null;
		const rows = await reader.$queryRaw<{ sha: string }[]>`
			select c.sha from "Commit" c
			where c.id = any(${commits.map(({ id }) => id)}::uuid[]) and cardinality(c.parents) < 2
				and not exists (
					select 1 from "PullRequest" p
					where p."repositoryId" = c."repositoryId" and p.state = 'merged' and (
						p."mergeSha" = c.sha or p."headSha" = c.sha or exists (
							select 1 from "LoopNode" pull
							join "LoopEdge" e on e."fromId" = pull.id or e."toId" = pull.id
							join "LoopNode" n on n.id = e."toId" or n.id = e."fromId"
							where pull."pullRequestId" = p.id and n."commitId" = c.id)))
			order by c."authoredAt" desc`;
		return {
			passes: rows.length === 0,
			params: { count: rows.length, of: commits.length, ...(rows[0] && { sha: rows[0].sha.slice(0, 7) }) },
		};
	},
};
