import type { Context } from "hono";
import { ZodError } from "zod";
import { Problem } from "#server/platform/errors.ts";
import { isDatabaseAway } from "#server/platform/is-database-away.ts";
import { log } from "#server/platform/log.ts";

type Body = {
	type: string;
	title: string;
	status: number;
	detail: string;
	code: string;
	params: object;
	requestId: string;
	errors?: { path: string; message: string }[];
};

/** Turns whatever was thrown into RFC 9457 problem+json. Unknown errors keep their text to the log. */
export function problemResponse(c: Context, error: unknown, requestId: string): Response {
	const body = describe(error, requestId);
	const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
	if (error instanceof Problem && error.retryAfter) headers["retry-after"] = String(error.retryAfter);
	return c.newResponse(JSON.stringify(body), body.status as 500, headers);
}

function describe(error: unknown, requestId: string): Body {
	if (error instanceof Problem) {
		return {
			type: `urn:lazo:problem:${error.code}`,
			title: error.code,
			status: error.status,
			detail: error.message,
			code: error.code,
			params: error.params,
			requestId,
		};
	}
	if (error instanceof ZodError) {
		const errors = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
		const detail = `The request does not fit: ${errors.map((e) => `${e.path || "body"}: ${e.message}`).join("; ")}`;
		return {
			type: "urn:lazo:problem:invalid-request",
			title: "invalid-request",
			status: 422,
			detail,
			code: "invalid-request",
			params: {},
			requestId,
			errors,
		};
	}
	if (isDatabaseAway(error)) {
		return {
			type: "urn:lazo:problem:database-away",
			title: "database-away",
			status: 503,
			detail: "The database does not answer at the moment. Nothing was changed; try again in a few seconds.",
			code: "database-away",
			params: {},
			requestId,
		};
	}
	log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "request failed");
	return {
		type: "urn:lazo:problem:internal",
		title: "internal",
		status: 500,
		detail: `Something went wrong in Lazo. Quote ${requestId} when you report it.`,
		code: "internal",
		params: {},
		requestId,
	};
}
