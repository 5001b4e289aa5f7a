import { z } from "zod";
import { nextId, tokenLogin } from "../context.ts";
import { commentJson } from "../json/comment-json.ts";
import type { CommentRecord, PullRecord } from "../state/types.ts";
import { paged } from "./pages.ts";
import { ApiError, notFound, ok, type RepositoryRequest } from "./request.ts";
import type { Routes } from "./router.ts";

const bodySchema = z.object({ body: z.string().min(1).max(65_536) });
const documentation = "/issues/comments#create-an-issue-comment";

/** Comments on pull requests, which are issues to this part of the API. There are no other issues. */
export const commentRoutes: Routes<RepositoryRequest> = {
	"GET /issues/comments/:comment": (request) => ok(commentJson(request.context, find(request))),
	"PATCH /issues/comments/:comment": (request) => {
		const comment = find(request);
		comment.body = bodyOf(request);
		comment.updatedAt = new Date().toISOString();
		request.context.save();
		return ok(commentJson(request.context, comment));
	},
	"DELETE /issues/comments/:comment": (request) => {
		const { state, save } = request.context;
		state.comments.splice(state.comments.indexOf(find(request)), 1);
		save();
		return { status: 204 };
	},
	"GET /issues/:number/comments": (request) => {
		const pull = findPull(request);
		const all = request.context.state.comments.filter(
			(one) => one.repository === pull.repository && one.number === pull.number,
		);
		return paged(request, all, (comment) => commentJson(request.context, comment));
	},
	"POST /issues/:number/comments": (request) => {
		const { context } = request;
		const { repository, number } = findPull(request);
		const now = new Date().toISOString();
		const comment: CommentRecord = {
			...{ id: nextId(context), repository, number, author: tokenLogin },
			...{ body: bodyOf(request), createdAt: now, updatedAt: now },
		};
		context.state.comments.push(comment);
		context.save();
		return { status: 201, body: commentJson(context, comment) };
	},
};

function bodyOf(request: RepositoryRequest): string {
	const given = bodySchema.safeParse(request.body);
	if (given.success) return given.data.body;
	throw new ApiError(422, "Invalid request.\n\nWrong or missing: body.", documentation);
}

function find({ context, repository, params }: RepositoryRequest): CommentRecord {
	const found = context.state.comments.find(
		(one) => one.repository === repository.name && String(one.id) === params.comment,
	);
	if (!found) throw notFound();
	return found;
}

function findPull({ context, repository, params }: RepositoryRequest): PullRecord {
	const found = context.state.pulls.find(
		(pull) => pull.repository === repository.name && String(pull.number) === params.number,
	);
	if (!found) throw notFound();
	return found;
}
