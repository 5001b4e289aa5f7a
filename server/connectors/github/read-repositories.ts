import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { listAll } from "./list-all.ts";
import { isRepositoryName, parsePath, parseRef, parseSlug } from "./names.ts";
import { branchShape, commitShape, contentShape, type GitHubRepository, repositoryShape, tagShape } from "./shapes.ts";

/** Repositories of the organisation that are not archived, most recently pushed first. Hostile names are left out. */
export async function listRepositories(client: GitHubClient): Promise<GitHubRepository[]> {
	const listing = {
		route: "GET /orgs/{org}/repos",
		params: { org: client.options.organisation, sort: "pushed" },
		maxPages: 100,
	};
	const found = await listAll(client, listing, z.array(repositoryShape));
	return found.filter(({ full_name, archived }) => !archived && full_name.split("/").every(isRepositoryName));
}

/** A text file of a repository at its default branch or a ref; null when it is not there. Larger than `maxBytes`: `text` null. */
export async function readFile(
	client: GitHubClient,
	file: { slug: string; path: string; ref?: string },
	maxBytes = 1_000_000,
): Promise<{ text: string | null; sha: string; size: number; url: string | null } | null> {
	const params = { ...parseSlug(file.slug), path: parsePath(file.path), ...(file.ref && { ref: parseRef(file.ref) }) };
	const found = await client.find("GET /repos/{owner}/{repo}/contents/{+path}", params, contentShape);
	if (!found) return null;
	const readable = found.size <= maxBytes && found.encoding === "base64";
	const text = readable ? Buffer.from(found.content, "base64").toString("utf8") : null;
	return { text, sha: found.sha, size: found.size, url: found.html_url ?? null };
}

export const listBranches = (client: GitHubClient, slug: string) =>
	listAll(client, { route: "GET /repos/{owner}/{repo}/branches", params: parseSlug(slug) }, z.array(branchShape));

export const listTags = (client: GitHubClient, slug: string) =>
	listAll(client, { route: "GET /repos/{owner}/{repo}/tags", params: parseSlug(slug), maxPages: 1 }, z.array(tagShape));

/** Commits reachable from a branch, tag or commit, newest first, at most `limit` (100 at the most). */
export function listCommits(client: GitHubClient, slug: string, from: { ref: string; since?: Date; limit?: number }) {
	const params = {
		...parseSlug(slug),
		sha: parseRef(from.ref),
		per_page: Math.min(from.limit ?? 100, 100),
		...(from.since && { since: from.since.toISOString() }),
	};
	return client.get("GET /repos/{owner}/{repo}/commits", params, z.array(commitShape));
}
