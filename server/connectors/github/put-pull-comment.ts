import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { parseSlug } from "./names.ts";

/** `marker`: text in the body by which the comment is found again. */
type PullComment = { slug: string; number: number; marker: string; body: string };

const listed = z.array(z.object({ id: z.number().int(), body: z.string().nullish() }));
const perPage = 100;
const mostPages = 10;

/**
 * Writes the one comment with this marker on a pull request: makes it, or edits the one that is there. The same text twice
 * writes nothing. Throws GitHubError.
 */
export async function putPullComment(client: GitHubClient, { slug, number, marker, body }: PullComment): Promise<void> {
	const repository = parseSlug(slug);
	for (let page = 1; page <= mostPages; page++) {
		const comments = await client.get(
			"GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
			{ ...repository, issue_number: number, per_page: perPage, page },
			listed,
		);
		const ours = comments.find((one) => one.body?.startsWith(marker));
		if (ours?.body === body) return;
		if (ours) {
			await client.call("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
				...{ ...repository, comment_id: ours.id, body },
			});
			return;
		}
		if (comments.length < perPage) break;
	}
	await client.call("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
		...{ ...repository, issue_number: number, body },
	});
}
