import { z } from "zod";
import { organisation } from "../../company/company.ts";
import { afterPush, emitPull } from "../actions/after-push.ts";
import { nextId, tokenLogin } from "../context.ts";
import { runGit } from "../git/run-git.ts";
import { pullJson } from "../json/pull-json.ts";
import type { PullRecord } from "../state/types.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";
import { branchTip, tokenAuthor, valid } from "./write-file-routes.ts";

const pullSchema = z.object({
	title: z.string().min(1),
	head: z.string(),
	base: z.literal("main"),
	body: z.string().nullish(),
});
const changeSchema = z.object({ state: z.enum(["open", "closed"]) });

export const writePullRoutes: Routes<RepositoryRequest> = {
	"POST /pulls": openPull,
	"PATCH /pulls/:number": changePull,
	"PUT /pulls/:number/merge": mergePull,
};

async function openPull(request: RepositoryRequest) {
	const docs = "/pulls/pulls#create-a-pull-request";
	const { context, folder, repository } = request;
	const { title, body, head } = valid(pullSchema, request.body, docs);
	const branch = head.split(":").at(-1) ?? head;
	const headSha = await branchTip(folder, branch);
	if (!headSha) throw new ApiError(422, "Validation Failed: head does not exist", docs);
	const baseSha = (await runGit(folder, ["merge-base", "refs/heads/main", headSha])).trim();
	const own = context.state.pulls.filter((pull) => pull.repository === repository.name);
	if (headSha === baseSha) throw new ApiError(422, `Validation Failed: No commits between main and ${branch}`, docs);
	if (own.some((pull) => pull.branch === branch && !pull.closedAt))
		throw new ApiError(422, `Validation Failed: A pull request already exists for ${organisation}:${branch}.`, docs);
	const now = new Date().toISOString();
	const pull: PullRecord = {
		...{ id: nextId(context), repository: repository.name, number: Math.max(0, ...own.map((one) => one.number)) + 1 },
		...{ title, body: body ?? "", branch, author: tokenLogin, headSha, baseSha },
		...{ createdAt: now, updatedAt: now, closedAt: null, merged: null },
	};
	context.state.pulls.push(pull);
	await runGit(folder, ["update-ref", `refs/pull/${pull.number}/head`, headSha]);
	context.save();
	await emitPull(context, { pull, login: tokenLogin, action: "opened" });
	return { status: 201, body: await pullJson(context, pull) };
}

async function changePull(request: RepositoryRequest) {
	const pull = find(request);
	const { state } = valid(changeSchema, request.body, "/pulls/pulls#update-a-pull-request");
	if (pull.merged) throw new ApiError(422, "Validation Failed: the pull request is merged", "/pulls/pulls");
	const now = new Date().toISOString();
	Object.assign(pull, { closedAt: state === "closed" ? now : null, updatedAt: now });
	request.context.save();
	const action = state === "closed" ? "closed" : "reopened";
	await emitPull(request.context, { pull, login: tokenLogin, action });
	return ok(await pullJson(request.context, pull));
}

async function mergePull(request: RepositoryRequest) {
	const docs = "/pulls/pulls#merge-a-pull-request";
	const { context, folder, repository } = request;
	const pull = find(request);
	const before = await branchTip(folder, "main");
	if (pull.closedAt || !before) throw new ApiError(405, "Pull Request is not mergeable", docs);
	const tree = await runGit(folder, ["merge-tree", "--write-tree", before, pull.headSha]).catch(() => null);
	if (!tree) throw new ApiError(405, "Pull Request is not mergeable", docs);
	const message = `Merge pull request #${pull.number} from ${organisation}/${pull.branch}\n\n${pull.title}`;
	const who = ["-c", `user.name=${tokenAuthor.name}`, "-c", `user.email=${tokenAuthor.email}`];
	const parents = ["-p", before, "-p", pull.headSha];
	const after = (await runGit(folder, [...who, "commit-tree", tree.trim(), ...parents, "-m", message])).trim();
	await runGit(folder, ["update-ref", "refs/heads/main", after, before]);
	const update = { ref: "refs/heads/main", before, after };
	// A push that brings a pull request's head to main marks it as merged.
	await afterPush(context, { repository: repository.name, login: tokenLogin, updates: [update] });
	return ok({ sha: after, merged: true, message: "Pull Request successfully merged" });
}

function find({ context, repository, params }: RepositoryRequest): PullRecord {
	const own = context.state.pulls.filter((pull) => pull.repository === repository.name);
	const found = own.find((pull) => String(pull.number) === params.number);
	if (!found) throw notFound();
	return found;
}
