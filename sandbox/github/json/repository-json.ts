import { organisation } from "../../company/company.ts";
import type { Context } from "../context.ts";
import type { RepositoryRecord } from "../state/types.ts";
import { nodeId, seconds, userJson } from "./user-json.ts";

/** GitHub's "minimal repository": what it is, and the addresses of everything in it. */
export function minimalRepositoryJson(context: Context, repository: RepositoryRecord) {
	const api = `${context.apiUrl}/repos/${organisation}/${repository.name}`;
	return {
		id: repository.id,
		node_id: nodeId("R", repository.id),
		name: repository.name,
		full_name: `${organisation}/${repository.name}`,
		private: true,
		owner: userJson(context, organisation),
		html_url: `${context.webUrl}/${organisation}/${repository.name}`,
		description: repository.description,
		fork: false,
		url: api,
		...plainAddresses(api),
		...templateAddresses(api),
	};
}

function plainAddresses(api: string) {
	return {
		contributors_url: `${api}/contributors`,
		deployments_url: `${api}/deployments`,
		downloads_url: `${api}/downloads`,
		events_url: `${api}/events`,
		forks_url: `${api}/forks`,
		hooks_url: `${api}/hooks`,
		languages_url: `${api}/languages`,
		merges_url: `${api}/merges`,
		stargazers_url: `${api}/stargazers`,
		subscribers_url: `${api}/subscribers`,
		subscription_url: `${api}/subscription`,
		tags_url: `${api}/tags`,
		teams_url: `${api}/teams`,
	};
}

function templateAddresses(api: string) {
	return {
		archive_url: `${api}/{archive_format}{/ref}`,
		assignees_url: `${api}/assignees{/user}`,
		blobs_url: `${api}/git/blobs{/sha}`,
		branches_url: `${api}/branches{/branch}`,
		collaborators_url: `${api}/collaborators{/collaborator}`,
		comments_url: `${api}/comments{/number}`,
		commits_url: `${api}/commits{/sha}`,
		compare_url: `${api}/compare/{base}...{head}`,
		contents_url: `${api}/contents/{+path}`,
		git_commits_url: `${api}/git/commits{/sha}`,
		git_refs_url: `${api}/git/refs{/sha}`,
		git_tags_url: `${api}/git/tags{/sha}`,
		issue_comment_url: `${api}/issues/comments{/number}`,
		issue_events_url: `${api}/issues/events{/number}`,
		issues_url: `${api}/issues{/number}`,
		keys_url: `${api}/keys{/key_id}`,
		labels_url: `${api}/labels{/name}`,
		milestones_url: `${api}/milestones{/number}`,
		notifications_url: `${api}/notifications{?since,all,participating}`,
		pulls_url: `${api}/pulls{/number}`,
		releases_url: `${api}/releases{/id}`,
		statuses_url: `${api}/statuses/{sha}`,
		trees_url: `${api}/git/trees{/sha}`,
	};
}

/** GitHub's "repository": as in webhooks, pull requests and an organisation's list. */
export function repositoryJson(context: Context, repository: RepositoryRecord) {
	const web = `${context.webUrl}/${organisation}/${repository.name}`;
	const open = context.state.pulls.filter((pull) => pull.repository === repository.name && !pull.closedAt).length;
	return {
		...minimalRepositoryJson(context, repository),
		created_at: seconds(repository.createdAt),
		updated_at: seconds(repository.pushedAt),
		pushed_at: seconds(repository.pushedAt),
		git_url: `git://${new URL(web).host}/${organisation}/${repository.name}.git`,
		ssh_url: `git@${new URL(web).hostname}:${organisation}/${repository.name}.git`,
		clone_url: `${web}.git`,
		svn_url: web,
		homepage: null,
		size: 64,
		stargazers_count: 0,
		watchers_count: 0,
		language: repository.name === "catalog" ? null : "TypeScript",
		has_issues: true,
		has_projects: false,
		has_downloads: true,
		has_wiki: false,
		has_pages: false,
		has_discussions: false,
		forks_count: 0,
		mirror_url: null,
		archived: false,
		disabled: false,
		open_issues_count: open,
		license: null,
		allow_forking: true,
		is_template: false,
		web_commit_signoff_required: false,
		topics: [],
		visibility: "private" as const,
		custom_properties: {},
		forks: 0,
		open_issues: open,
		watchers: 0,
		default_branch: "main",
		permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
	};
}

/** GitHub's "full repository", the answer for one. */
export function fullRepositoryJson(context: Context, repository: RepositoryRecord) {
	return { ...repositoryJson(context, repository), network_count: 0, subscribers_count: 0 };
}

/** The repository of that name; throws when the sandbox's own records disagree. */
export function repositoryRecord(context: Context, name: string): RepositoryRecord {
	const found = context.state.repositories.find((one) => one.name === name);
	if (!found) throw new Error(`no repository is called ${name}`);
	return found;
}
