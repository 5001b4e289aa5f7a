import { organisation } from "../../company/company.ts";
import { changedFiles } from "../git/changed-files.ts";
import { listRefs, readCommits, resolveCommit } from "../git/read-commits.ts";
import { runGit } from "../git/run-git.ts";
import { commitJson, fileJson } from "../json/commit-json.ts";
import { fullRepositoryJson } from "../json/repository-json.ts";
import { nodeId } from "../json/user-json.ts";
import { paged, pageOf } from "./pages.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

export const gitRoutes: Routes<RepositoryRequest> = {
	"GET ": (request) => ok(fullRepositoryJson(request.context, request.repository)),
	"GET /branches": async (request) => {
		const refs = await listRefs(request.folder, "refs/heads");
		return paged(request, refs, (ref) => shortRef(request, ref));
	},
	"GET /branches/*branch": async (request) => ok(await branch(request, request.params.branch ?? "")),
	"GET /tags": async (request) => {
		const refs = await listRefs(request.folder, "refs/tags");
		return paged(request, refs.reverse(), (ref) => tag(request, ref));
	},
	"GET /git/matching-refs/*prefix": async (request) => {
		const prefix = `refs/${request.params.prefix}`;
		const refs = (await listRefs(request.folder, "refs")).filter((ref) => ref.name.startsWith(prefix));
		return paged(request, refs, (ref) => gitRef(request, ref));
	},
	"GET /git/ref/*name": async (request) => {
		const refs = await listRefs(request.folder, "refs");
		const found = refs.find((ref) => ref.name === `refs/${request.params.name}`);
		if (!found) throw notFound();
		return ok(gitRef(request, found));
	},
	"GET /commits": listCommits,
	"GET /commits/*ref": async (request) => {
		const sha = await existingCommit(request, request.params.ref ?? "");
		const [commit] = await readCommits(request.folder, ["-1", sha]);
		if (!commit) throw notFound();
		const files = await changedFiles(request.folder, commit.parents[0] ?? null, sha);
		const additions = files.reduce((sum, file) => sum + file.additions, 0);
		const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
		return ok({
			...commitJson(request.context, request.repository.name, commit),
			stats: { additions, deletions, total: additions + deletions },
			files: files.map((file) => fileJson(request.context, { repository: request.repository.name, sha }, file)),
		});
	},
	"GET /compare/*basehead": compare,
};

/** The commit that a ref names, or GitHub's answer that there is none. */
export async function existingCommit(request: RepositoryRequest, ref: string): Promise<string> {
	const sha = await resolveCommit(request.folder, ref);
	if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`, "/commits/commits#get-a-commit");
	return sha;
}

function api(request: RepositoryRequest): string {
	return `${request.context.apiUrl}/repos/${organisation}/${request.repository.name}`;
}

function shortRef(request: RepositoryRequest, ref: { name: string; sha: string }) {
	const name = ref.name.replace(/^refs\/(heads|tags)\//, "");
	return { name, commit: { sha: ref.sha, url: `${api(request)}/commits/${ref.sha}` }, protected: false };
}

function tag(request: RepositoryRequest, ref: { name: string; sha: string }) {
	const { name, commit } = shortRef(request, ref);
	const archive = (kind: string) => `${api(request)}/${kind}/${ref.name}`;
	return {
		...{ name, commit },
		zipball_url: archive("zipball"),
		tarball_url: archive("tarball"),
		node_id: nodeId("REF", name),
	};
}

function gitRef(request: RepositoryRequest, ref: { name: string; sha: string }) {
	const object = { type: "commit", sha: ref.sha, url: `${api(request)}/git/commits/${ref.sha}` };
	return { ref: ref.name, node_id: nodeId("REF", ref.name), url: `${api(request)}/git/${ref.name}`, object };
}

async function branch(request: RepositoryRequest, name: string) {
	const refs = await listRefs(request.folder, "refs/heads");
	const ref = refs.find((one) => one.name === `refs/heads/${name}`);
	const [commit] = ref ? await readCommits(request.folder, ["-1", ref.sha]) : [];
	if (!commit) throw new ApiError(404, "Branch not found", "/branches/branches#get-a-branch");
	const self = `${api(request)}/branches/${encodeURIComponent(name)}`;
	return {
		name,
		commit: commitJson(request.context, request.repository.name, commit),
		_links: { self, html: `${request.context.webUrl}/${organisation}/${request.repository.name}/tree/${name}` },
		protected: false,
		protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
		protection_url: `${self}/protection`,
	};
}

async function listCommits(request: RepositoryRequest) {
	const { query, folder } = request;
	const ref = query.get("sha") ?? "main";
	const sha = await resolveCommit(folder, ref);
	if (!sha) throw notFound();
	const filters = [
		...["since", "until"].flatMap((name) => {
			const date = new Date(query.get(name) ?? "");
			return Number.isNaN(date.getTime()) ? [] : [`--${name}=${date.toISOString()}`];
		}),
	];
	const path = query.get("path");
	const paths = path ? ["--", `:(literal)${path}`] : [];
	const total = Number(await runGit(folder, ["rev-list", "--count", ...filters, sha, ...paths]));
	const page = pageOf(request, total);
	const part = [`--skip=${page.skip}`, `--max-count=${page.take}`];
	const commits = await readCommits(folder, [...part, ...filters, sha, ...paths]);
	return {
		...ok(commits.map((commit) => commitJson(request.context, request.repository.name, commit))),
		headers: page.headers,
	};
}

async function compare(request: RepositoryRequest) {
	const { folder, context } = request;
	const { name } = request.repository;
	const [baseName = "", headName = "", more] = (request.params.basehead ?? "").split("...");
	const base = await resolveCommit(folder, baseName);
	const head = await resolveCommit(folder, headName);
	if (!base || !head || more !== undefined) throw notFound();
	const mergeBase = (await runGit(folder, ["merge-base", base, head])).trim();
	const [behind = 0, ahead = 0] = (await runGit(folder, ["rev-list", "--left-right", "--count", `${base}...${head}`]))
		.trim()
		.split("\t")
		.map(Number);
	const page = pageOf(request, ahead);
	const range = [`--skip=${page.skip}`, `--max-count=${page.take}`, "--topo-order", `${base}..${head}`];
	const commits = (await readCommits(folder, range)).reverse();
	const [[baseCommit], [common]] = await Promise.all([
		readCommits(folder, ["-1", base]),
		readCommits(folder, ["-1", mergeBase]),
	]);
	if (!baseCommit || !common) throw notFound();
	const files = await changedFiles(folder, mergeBase, head);
	const web = `${context.webUrl}/${organisation}/${name}/compare/${baseName}...${headName}`;
	const status = ahead > 0 ? (behind > 0 ? "diverged" : "ahead") : behind > 0 ? "behind" : "identical";
	const body = {
		...addresses(web, `${api(request)}/compare/${baseName}...${headName}`),
		base_commit: commitJson(context, name, baseCommit),
		merge_base_commit: commitJson(context, name, common),
		status,
		ahead_by: ahead,
		behind_by: behind,
		total_commits: ahead,
		commits: commits.map((commit) => commitJson(context, name, commit)),
		files: files.map((file) => fileJson(context, { repository: name, sha: head }, file)),
	};
	return { ...ok(body), headers: page.headers };
}

function addresses(web: string, url: string) {
	return { url, html_url: web, permalink_url: web, diff_url: `${web}.diff`, patch_url: `${web}.patch` };
}
