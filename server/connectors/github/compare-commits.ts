import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { parseRef, parseSlug } from "./names.ts";

const comparison = z.object({ files: z.array(z.object({ filename: z.string() })).nullish() });
/** GitHub lists no more changed files than this, and says not how many there are. */
const mostFiles = 300;

export type ChangedPaths = { paths: string[]; complete: boolean };

/** The files that `head` changed since its common commit with `base`; null when GitHub does not know one of them. Throws GitHubError. */
export async function compareCommits(
	client: GitHubClient,
	{ slug, base, head }: { slug: string; base: string; head: string },
): Promise<ChangedPaths | null> {
	const basehead = `${parseRef(base)}...${parseRef(head)}`;
	const found = await client.find(
		"GET /repos/{owner}/{repo}/compare/{basehead}",
		{ ...parseSlug(slug), basehead, per_page: 1 },
		comparison,
	);
	if (!found) return null;
	const paths = (found.files ?? []).map(({ filename }) => filename);
	return { paths, complete: paths.length < mostFiles };
}
