import { organisation } from "../../company/company.ts";
import { resolveCommit } from "../git/read-commits.ts";
import { runGit, runGitRaw } from "../git/run-git.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

export const contentRoutes: Routes<RepositoryRequest> = {
	"GET /contents": (request) => contents(request, ""),
	"GET /contents/*path": (request) => contents(request, request.params.path ?? ""),
	"GET /readme": (request) => contents(request, "README.md"),
	"GET /git/trees/*ref": async (request) => {
		const sha = await resolveCommit(request.folder, request.params.ref ?? "");
		const tree = sha ? `${sha}^{tree}` : await treeHash(request);
		const recursive = request.query.has("recursive");
		const entries = await listTree(request.folder, tree, recursive);
		const base = `${api(request)}/git`;
		return ok({
			sha: (await runGit(request.folder, ["rev-parse", tree])).trim(),
			url: `${base}/trees/${request.params.ref}`,
			truncated: false,
			tree: entries.map(({ size, ...entry }) => ({
				...entry,
				...(size === null ? {} : { size }),
				url: `${base}/${entry.type === "tree" ? "trees" : "blobs"}/${entry.sha}`,
			})),
		});
	},
};

export type TreeEntry = { path: string; mode: string; type: string; sha: string; size: number | null };

async function treeHash(request: RepositoryRequest): Promise<string> {
	const hash = request.params.ref ?? "";
	if (!/^[0-9a-f]{40}$/.test(hash)) throw notFound();
	const type = await runGit(request.folder, ["cat-file", "-t", hash]).catch(() => "");
	if (type.trim() !== "tree") throw notFound();
	return hash;
}

/** The entries of a tree, in Git's order. */
export async function listTree(folder: string, tree: string, recursive: boolean): Promise<TreeEntry[]> {
	const output = await runGit(folder, ["ls-tree", "-l", "-z", ...(recursive ? ["-r", "-t"] : []), tree]);
	return output
		.split("\0")
		.filter(Boolean)
		.map((line) => {
			const [about = "", path = ""] = line.split("\t");
			const [mode = "", type = "", sha = "", size = "-"] = about.split(/ +/);
			return { path, mode, type, sha, size: size === "-" ? null : Number(size) };
		});
}

async function contents(request: RepositoryRequest, rawPath: string) {
	const path = rawPath.replace(/\/+$/, "");
	const ref = request.query.get("ref") ?? "main";
	const sha = await resolveCommit(request.folder, ref);
	if (!sha) throw new ApiError(404, `No commit found for the ref ${ref}`, "/repos/contents#get-repository-content");
	if (path === "")
		return ok((await listTree(request.folder, sha, false)).map((entry) => entryJson(request, ref, entry)));
	const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
	const siblings = await listTree(request.folder, `${sha}:${parent}`, false).catch(() => []);
	const name = path.slice(parent === "" ? 0 : parent.length + 1);
	const found = siblings.find((entry) => entry.path === name);
	if (!found) throw new ApiError(404, "Not Found", "/repos/contents#get-repository-content");
	if (found.type === "tree") {
		const entries = await listTree(request.folder, found.sha, false);
		return ok(entries.map((entry) => entryJson(request, ref, { ...entry, path: `${path}/${entry.path}` })));
	}
	const content = await runGitRaw(request.folder, ["cat-file", "blob", found.sha]);
	const encoded = content.toString("base64").replace(/.{60}/g, "$&\n");
	return ok({ ...entryJson(request, ref, { ...found, path }), content: `${encoded}\n`, encoding: "base64" });
}

/** GitHub's description of a file or folder, without its content. */
export function entryJson(request: RepositoryRequest, ref: string, entry: TreeEntry) {
	const slug = `${organisation}/${request.repository.name}`;
	const place = entry.path.split("/").map(encodeURIComponent).join("/");
	const self = `${api(request)}/contents/${place}?ref=${encodeURIComponent(ref)}`;
	const git = `${api(request)}/git/${entry.type === "tree" ? "trees" : "blobs"}/${entry.sha}`;
	const html = `${request.context.webUrl}/${slug}/${entry.type}/${ref}/${place}`;
	const raw = `${request.context.webUrl}/${slug}/raw/${ref}/${place}`;
	return {
		name: entry.path.split("/").at(-1),
		path: entry.path,
		sha: entry.sha,
		size: entry.size ?? 0,
		url: self,
		html_url: html,
		git_url: git,
		download_url: entry.type === "tree" ? null : raw,
		type: entry.type === "tree" ? "dir" : "file",
		_links: { self, git, html },
	};
}

function api(request: RepositoryRequest): string {
	return `${request.context.apiUrl}/repos/${organisation}/${request.repository.name}`;
}
