import { z } from "zod";
import type { GitHubClient } from "./github-client.ts";
import { parsePath, parseRef, parseSlug } from "./names.ts";

type Written = { slug: string; path: string; branch: string; text: string; message: string };

const answerSchema = z.object({ commit: z.object({ sha: z.string(), html_url: z.string() }) });

/**
 * Commits a new text of a file to a branch. `sha` is of the text that was read: GitHub refuses with 409 when it is not the
 * newest any more, so nobody's change is lost. Throws GitHubError.
 */
export async function writeFile(client: GitHubClient, file: Written & { sha: string }) {
	const { data } = await client.call("PUT /repos/{owner}/{repo}/contents/{+path}", {
		...parseSlug(file.slug),
		path: parsePath(file.path),
		branch: parseRef(file.branch),
		content: Buffer.from(file.text).toString("base64"),
		message: file.message,
		sha: file.sha,
	});
	const { commit } = answerSchema.parse(data);
	return { sha: commit.sha, url: commit.html_url };
}
