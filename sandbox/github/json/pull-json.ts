import { organisation } from "../../company/company.ts";
import { type Context, folderOf } from "../context.ts";
import { changedFiles } from "../git/changed-files.ts";
import { runGit } from "../git/run-git.ts";
import type { PullRecord } from "../state/types.ts";
import { labelJson } from "./label-json.ts";
import { repositoryJson, repositoryRecord } from "./repository-json.ts";
import { nodeId, seconds, userJson } from "./user-json.ts";

/** GitHub's "simple pull request", as lists have it. */
export function simplePullJson(context: Context, pull: PullRecord) {
	const slug = `${organisation}/${pull.repository}`;
	const api = `${context.apiUrl}/repos/${slug}`;
	const url = `${api}/pulls/${pull.number}`;
	const web = `${context.webUrl}/${slug}/pull/${pull.number}`;
	const addresses = {
		commits: `${url}/commits`,
		review_comments: `${url}/comments`,
		review_comment: `${api}/pulls/comments{/number}`,
		comments: `${api}/issues/${pull.number}/comments`,
		statuses: `${api}/statuses/${pull.headSha}`,
	};
	const links = { self: url, html: web, issue: `${api}/issues/${pull.number}`, ...addresses };
	const repo = repositoryJson(context, repositoryRecord(context, pull.repository));
	const user = userJson(context, organisation);
	return {
		url,
		id: pull.id,
		node_id: nodeId("PR", pull.id),
		html_url: web,
		diff_url: `${web}.diff`,
		patch_url: `${web}.patch`,
		issue_url: links.issue,
		number: pull.number,
		state: pull.closedAt ? ("closed" as const) : ("open" as const),
		locked: false,
		title: pull.title,
		user: userJson(context, pull.author),
		body: pull.body,
		created_at: seconds(pull.createdAt),
		updated_at: seconds(pull.updatedAt),
		closed_at: pull.closedAt && seconds(pull.closedAt),
		merged_at: pull.merged && seconds(pull.merged.at),
		merge_commit_sha: pull.merged?.sha ?? null,
		assignee: null,
		assignees: [],
		requested_reviewers: [],
		requested_teams: [],
		labels: (pull.labels ?? []).map((name) => labelJson(context, pull.repository, name)),
		milestone: null,
		draft: false,
		...Object.fromEntries(Object.entries(addresses).map(([name, address]) => [`${name}_url`, address])),
		head: { label: `${organisation}:${pull.branch}`, ref: pull.branch, sha: pull.headSha, user, repo },
		base: { label: `${organisation}:main`, ref: "main", sha: pull.baseSha, user, repo },
		_links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
		author_association: "MEMBER" as const,
		auto_merge: null,
		active_lock_reason: null,
	};
}

/** GitHub's "pull request", with what only its commits can tell. */
export async function pullJson(context: Context, pull: PullRecord) {
	const folder = folderOf(context, pull.repository);
	const files = await changedFiles(folder, pull.baseSha, pull.headSha);
	const commits = Number(await runGit(folder, ["rev-list", "--count", `${pull.baseSha}..${pull.headSha}`]));
	return {
		...simplePullJson(context, pull),
		merged: pull.merged !== null,
		mergeable: pull.closedAt ? null : true,
		rebaseable: pull.closedAt ? null : true,
		mergeable_state: pull.closedAt ? "unknown" : "clean",
		merged_by: pull.merged ? userJson(context, pull.merged.by) : null,
		comments: context.state.comments.filter(
			({ repository, number }) => repository === pull.repository && number === pull.number,
		).length,
		review_comments: 0,
		maintainer_can_modify: false,
		commits,
		additions: files.reduce((sum, file) => sum + file.additions, 0),
		deletions: files.reduce((sum, file) => sum + file.deletions, 0),
		changed_files: files.length,
	};
}
