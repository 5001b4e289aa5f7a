import { changedFiles } from "../git/changed-files.ts";
import { readCommits } from "../git/read-commits.ts";
import { commitJson, fileJson } from "../json/commit-json.ts";
import { pullJson, simplePullJson } from "../json/pull-json.ts";
import type { PullRecord } from "../state/types.ts";
import { existingCommit } from "./git-routes.ts";
import { paged } from "./pages.ts";
import { notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

export const pullRoutes: Routes<RepositoryRequest> = {
	"GET /pulls": (request) => paged(request, selected(request), (pull) => simplePullJson(request.context, pull)),
	"GET /pulls/:number": async (request) => ok(await pullJson(request.context, find(request))),
	"GET /pulls/:number/commits": async (request) => {
		const pull = find(request);
		const commits = await readCommits(request.folder, ["--reverse", `${pull.baseSha}..${pull.headSha}`]);
		return paged(request, commits, (commit) => commitJson(request.context, pull.repository, commit));
	},
	"GET /pulls/:number/files": async (request) => {
		const pull = find(request);
		const files = await changedFiles(request.folder, pull.baseSha, pull.headSha);
		const at = { repository: pull.repository, sha: pull.headSha };
		return paged(request, files, (file) => fileJson(request.context, at, file));
	},
	"GET /commits/:ref/pulls": async (request) => {
		const sha = await existingCommit(request, request.params.ref ?? "");
		const found: PullRecord[] = [];
		for (const pull of own(request)) if (await contains(request, pull, sha)) found.push(pull);
		return paged(request, found, (pull) => simplePullJson(request.context, pull));
	},
};

function own(request: RepositoryRequest): PullRecord[] {
	return request.context.state.pulls.filter((pull) => pull.repository === request.repository.name);
}

function find(request: RepositoryRequest): PullRecord {
	const found = own(request).find((pull) => String(pull.number) === request.params.number);
	if (!found) throw notFound();
	return found;
}

/** The pull requests that `state`, `head` and `base` ask for, newest first unless `sort` and `direction` say otherwise. */
function selected(request: RepositoryRequest): PullRecord[] {
	const { query } = request;
	const state = query.get("state") ?? "open";
	const head = query.get("head")?.split(":").at(-1);
	const date = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
	const direction = query.get("direction") === "asc" ? 1 : -1;
	return own(request)
		.filter((pull) => state === "all" || (state === "closed") === (pull.closedAt !== null))
		.filter((pull) => head === undefined || pull.branch === head)
		.filter(() => (query.get("base") ?? "main") === "main")
		.sort((a, b) => direction * (a[date].localeCompare(b[date]) || a.number - b.number));
}

async function contains(request: RepositoryRequest, pull: PullRecord, sha: string): Promise<boolean> {
	if (pull.headSha === sha || pull.merged?.sha === sha) return true;
	const commits = await readCommits(request.folder, [`${pull.baseSha}..${pull.headSha}`]);
	return commits.some((commit) => commit.sha === sha);
}
