import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { ChangedFile } from "../git/changed-files.ts";
import type { GitCommit } from "../git/read-commits.ts";
import { nodeId, userOfEmail } from "./user-json.ts";

/** GitHub's "commit", without statistics and files. */
export function commitJson(context: Context, repository: string, commit: GitCommit) {
	const slug = `${organisation}/${repository}`;
	const api = `${context.apiUrl}/repos/${slug}`;
	const web = `${context.webUrl}/${slug}/commit`;
	return {
		sha: commit.sha,
		node_id: nodeId("C", commit.sha),
		commit: {
			author: commit.author,
			committer: commit.committer,
			message: commit.message,
			tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
			url: `${api}/git/commits/${commit.sha}`,
			comment_count: 0,
			verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
		},
		url: `${api}/commits/${commit.sha}`,
		html_url: `${web}/${commit.sha}`,
		comments_url: `${api}/commits/${commit.sha}/comments`,
		author: userOfEmail(context, commit.author.email),
		committer: userOfEmail(context, commit.committer.email),
		parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${web}/${sha}` })),
	};
}

/** GitHub's "diff entry" of a changed file. */
export function fileJson(context: Context, at: { repository: string; sha: string }, file: ChangedFile) {
	const slug = `${organisation}/${at.repository}`;
	const path = file.path.split("/").map(encodeURIComponent).join("/");
	return {
		sha: file.sha,
		filename: file.path,
		status: file.status,
		additions: file.additions,
		deletions: file.deletions,
		changes: file.additions + file.deletions,
		blob_url: `${context.webUrl}/${slug}/blob/${at.sha}/${path}`,
		raw_url: `${context.webUrl}/${slug}/raw/${at.sha}/${path}`,
		contents_url: `${context.apiUrl}/repos/${slug}/contents/${path}?ref=${at.sha}`,
		patch: file.patch,
	};
}
