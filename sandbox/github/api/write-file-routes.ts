import { z } from "zod";
import { organisation } from "../../company/company.ts";
import { afterPush } from "../actions/after-push.ts";
import { tokenLogin } from "../context.ts";
import { importCommits } from "../git/import-commits.ts";
import { listRefs, readCommits, resolveCommit } from "../git/read-commits.ts";
import { runGit } from "../git/run-git.ts";
import { commitJson } from "../json/commit-json.ts";
import { nodeId } from "../json/user-json.ts";
import { noCommit } from "../webhooks/push-event.ts";
import { entryJson, listTree } from "./content-routes.ts";
import { ApiError, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

const fileSchema = z.object({
	message: z.string().min(1),
	content: z.base64(),
	branch: z.string().default("main"),
	sha: z.string().optional(),
});
const refSchema = z.object({
	ref: z.string().regex(/^refs\/heads\/[\w./-]+$/),
	sha: z.string().regex(/^[0-9a-f]{40}$/),
});

/** Who commits what comes through the API with the sandbox's token. */
export const tokenAuthor = { name: tokenLogin, email: `${tokenLogin}@${organisation}.example` };

export const writeFileRoutes: Routes<RepositoryRequest> = {
	"PUT /contents/*path": putFile,
	"POST /git/refs": createRef,
};

/** Parses a body; throws GitHub's 422 for one that does not fit. */
export function valid<T extends z.ZodType>(schema: T, body: unknown, docs: string): z.output<T> {
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
	throw new ApiError(422, `Invalid request.\n\nFor '${fields}', the value is missing or of another type.`, docs);
}

async function putFile(request: RepositoryRequest) {
	const docs = "/repos/contents#create-or-update-file-contents";
	const { context, folder, repository } = request;
	const path = request.params.path ?? "";
	const { message, content, branch, sha } = valid(fileSchema, request.body, docs);
	const before = await branchTip(folder, branch);
	if (!before) throw new ApiError(404, `Branch ${branch} not found`, docs);
	const known = await entryAt(folder, before, path);
	if (known && !sha) throw new ApiError(422, 'Invalid request.\n\n"sha" wasn\'t supplied.', docs);
	if (sha && known?.sha !== sha) throw new ApiError(409, `${path} does not match ${sha}`, docs);
	const files = { [path]: Buffer.from(content, "base64").toString("utf8") };
	const commit = { branch, from: `refs/heads/${branch}^0`, author: tokenAuthor, at: new Date(), message, files };
	const [after = ""] = await importCommits(folder, [commit]);
	const update = { ref: `refs/heads/${branch}`, before, after };
	await afterPush(context, { repository: repository.name, login: tokenLogin, updates: [update] });
	const [written] = await readCommits(folder, ["-1", after]);
	const entry = await entryAt(folder, after, path);
	if (!written || !entry) throw new Error(`${path} was not written`);
	const { sha: id, node_id, html_url, parents, commit: about } = commitJson(context, repository.name, written);
	return {
		status: known ? 200 : 201,
		body: {
			content: entryJson(request, branch, { ...entry, path }),
			commit: { ...about, sha: id, node_id, html_url, parents },
		},
	};
}

async function createRef(request: RepositoryRequest) {
	const docs = "/git/refs#create-a-reference";
	const { context, folder, repository } = request;
	const { ref, sha } = valid(refSchema, request.body, docs);
	if (!(await resolveCommit(folder, sha))) throw new ApiError(422, "Object does not exist", docs);
	if (await branchTip(folder, ref.slice("refs/heads/".length)))
		throw new ApiError(422, "Reference already exists", docs);
	await runGit(folder, ["update-ref", ref, sha]);
	const updates = [{ ref, before: noCommit, after: sha }];
	await afterPush(context, { repository: repository.name, login: tokenLogin, updates });
	const api = `${context.apiUrl}/repos/${organisation}/${repository.name}`;
	const object = { type: "commit", sha, url: `${api}/git/commits/${sha}` };
	return { status: 201, body: { ref, node_id: nodeId("REF", ref), url: `${api}/git/${ref}`, object } };
}

/** The commit that a branch is at; null when there is no such branch. */
export async function branchTip(folder: string, branch: string): Promise<string | null> {
	const refs = await listRefs(folder, "refs/heads");
	return refs.find(({ name }) => name === `refs/heads/${branch}`)?.sha ?? null;
}

async function entryAt(folder: string, sha: string, path: string) {
	const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
	const siblings = await listTree(folder, `${sha}:${parent}`, false).catch(() => []);
	return siblings.find((entry) => entry.path === path.slice(parent === "" ? 0 : parent.length + 1)) ?? null;
}
