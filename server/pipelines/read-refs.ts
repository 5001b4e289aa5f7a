import { z } from "zod";
import type { GitHubClient } from "#server/connectors/github/github-client.ts";
import { listBranches, listTags } from "#server/connectors/github/read-repositories.ts";
import { defineCall } from "#server/platform/rpc.ts";
import { refSchema } from "./schema.ts";

/** Branches and tags of a repository as GitHub has them now; answered by the worker. */
export const readRefsCall = defineCall({
	name: "pipelines.read-refs",
	input: z.object({ slug: z.string().max(250) }),
	output: z.array(refSchema),
});

/** Branches first, then tags, each in GitHub's order. */
export async function readRefs(client: GitHubClient, slug: string) {
	const [branches, tags] = await Promise.all([listBranches(client, slug), listTags(client, slug)]);
	return [
		...branches.map(({ name, commit }) => ({ name, kind: "branch" as const, sha: commit.sha })),
		...tags.map(({ name, commit }) => ({ name, kind: "tag" as const, sha: commit.sha })),
	];
}
