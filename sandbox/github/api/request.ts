import type { Context } from "../context.ts";
import type { RepositoryRecord } from "../state/types.ts";

/** A request to the REST API that is authenticated and has found its route. */
export type ApiRequest = {
	context: Context;
	/** What stood in the places of the route's pattern, decoded. */
	params: Record<string, string>;
	query: URLSearchParams;
	/** The parsed JSON body; null without one. */
	body: unknown;
	/** The address asked for, without its query: links to further pages are made from it. */
	url: string;
};

/** A request below `/repos/{owner}/{repo}`. */
export type RepositoryRequest = ApiRequest & { repository: RepositoryRecord; folder: string };

export type ApiAnswer = { status: number; body?: unknown; headers?: Record<string, string> };

/** A refusal in GitHub's form. */
export class ApiError extends Error {
	readonly status: number;
	readonly documentation: string;

	constructor(status: number, message: string, documentation = "") {
		super(message);
		this.status = status;
		this.documentation = `https://docs.github.com/rest${documentation}`;
	}
}

/** GitHub's answer for everything that does not exist, or that one may not see. */
export function notFound(): ApiError {
	return new ApiError(404, "Not Found");
}

/** Answers 200 with a body. */
export function ok(body: unknown): ApiAnswer {
	return { status: 200, body };
}
