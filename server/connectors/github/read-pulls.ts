import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { parseSlug } from "./names.ts";
import { commitShape, pullShape } from "./shapes.ts";

/** The pull requests that changed last, open, closed and merged, newest change first (100 a page). */
export function listPulls(client: GitHubClient, slug: string, page = 1) {
	const params = { ...parseSlug(slug), state: "all", sort: "updated", direction: "desc", per_page: 100, page };
	return client.get("GET /repos/{owner}/{repo}/pulls", params, z.array(pullShape));
}

/** Commits of a pull request (GitHub gives at most 250; the first 100 are read). */
export function listPullCommits(client: GitHubClient, slug: string, number: number) {
	const params = { ...parseSlug(slug), pull_number: number, per_page: 100 };
	return client.get("GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", params, z.array(commitShape));
}
