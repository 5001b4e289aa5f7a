import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { GitHubError } from "./github-error.ts";
import { parseRef, parseSlug } from "./names.ts";
import { pullShape } from "./shapes.ts";

type At = { slug: string; branch: string };

/** Makes a branch at a commit; one that is there already stays as it is. Throws GitHubError. */
export async function createBranch(client: GitHubClient, { slug, branch }: At, sha: string): Promise<void> {
	try {
		await client.call("POST /repos/{owner}/{repo}/git/refs", {
			...parseSlug(slug),
			ref: `refs/heads/${parseRef(branch)}`,
			sha,
		});
	} catch (error) {
		if (!(error instanceof GitHubError && error.status === 422 && /already exists/i.test(error.message))) throw error;
	}
}

/** The newest pull request of a branch of the repository itself, in whatever state; null when there is none. */
export async function findPullOf(client: GitHubClient, { slug, branch }: At) {
	const { owner, repo } = parseSlug(slug);
	const params = { owner, repo, head: `${owner}:${parseRef(branch)}`, state: "all", per_page: 1 };
	const [found] = await client.get("GET /repos/{owner}/{repo}/pulls", params, z.array(pullShape));
	return found ?? null;
}

type NewPull = At & { base: string; title: string; body: string };

/** Opens a pull request. Throws GitHubError. */
export async function openPull(client: GitHubClient, { slug, branch, base, title, body }: NewPull) {
	const params = { ...parseSlug(slug), head: parseRef(branch), base: parseRef(base), title, body };
	const { data } = await client.call("POST /repos/{owner}/{repo}/pulls", params);
	return pullShape.parse(data);
}

/** Closes a pull request without merging it. Throws GitHubError. */
export async function closePull(client: GitHubClient, slug: string, number: number): Promise<void> {
	const params = { ...parseSlug(slug), pull_number: number, state: "closed" };
	await client.call("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", params);
}
