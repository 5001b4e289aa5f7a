import { organisation, people } from "../../company/company.ts";
import { type Context, folderOf } from "../context.ts";
import { changedFiles } from "../git/changed-files.ts";
import { type GitCommit, readCommits } from "../git/read-commits.ts";
import { envelope } from "./envelope.ts";

/** A ref that a push has moved; `before` or `after` is forty zeros for one that was created or deleted. */
export type RefUpdate = { ref: string; before: string; after: string };

export const noCommit = "0".repeat(40);

/** Announces a push, and the creation or deletion of the branch or tag where it did that. */
export async function emitPush(context: Context, repository: string, at: RefUpdate & { login: string }): Promise<void> {
	const { ref, before, after, login } = at;
	const about = envelope(context, repository, login);
	const web = about.repository.html_url;
	const created = before === noCommit;
	const deleted = after === noCommit;
	const folder = folderOf(context, repository);
	const [tip] = deleted ? [] : await readCommits(folder, [after, "-1"]);
	// A new branch brings what main does not have; a tag brings no commits.
	const range = `${created ? "refs/heads/main" : before}..${after}`;
	const brings = !deleted && ref.startsWith("refs/heads/");
	const commits = brings ? (await readCommits(folder, [range, "-20"])).reverse() : [];
	const described = await Promise.all(commits.map((commit) => describeCommit(context, repository, commit)));
	const person = people.find((one) => one.login === login);
	const refType = ref.startsWith("refs/tags/") ? "tag" : "branch";
	const name = ref.replace(/^refs\/(heads|tags)\//, "");
	const base = { ref: name, ref_type: refType, pusher_type: "user", ...about };
	if (created) context.emit("create", { ...base, master_branch: "main", description: about.repository.description });
	if (deleted) context.emit("delete", base);
	context.emit("push", {
		...{ ref, before, after, created, deleted },
		forced: false,
		base_ref: null,
		compare: created || deleted ? `${web}/commit/${after}` : `${web}/compare/${before}...${after}`,
		commits: described,
		head_commit: tip ? await describeCommit(context, repository, tip) : null,
		pusher: { name: login, email: person?.email ?? null },
		...about,
	});
}

async function describeCommit(context: Context, repository: string, commit: GitCommit) {
	const files = await changedFiles(folderOf(context, repository), commit.parents[0] ?? null, commit.sha);
	const paths = (status: string) => files.filter((file) => file.status === status).map((file) => file.path);
	return {
		id: commit.sha,
		tree_id: commit.tree,
		distinct: true,
		message: commit.message,
		timestamp: commit.committer.date,
		url: `${context.webUrl}/${organisation}/${repository}/commit/${commit.sha}`,
		author: signature(commit.author),
		committer: signature(commit.committer),
		added: paths("added"),
		removed: paths("removed"),
		modified: paths("modified"),
	};
}

function signature(who: GitCommit["author"]) {
	const person = people.find((one) => one.email === who.email);
	return { name: who.name, email: who.email, date: who.date, ...(person && { username: person.login }) };
}
