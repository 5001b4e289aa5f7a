import { createHash, timingSafeEqual } from "node:crypto";
import { organisation } from "../../company/company.ts";
import { type Context, folderOf } from "../context.ts";
import { commentRoutes } from "./comment-routes.ts";
import { contentRoutes } from "./content-routes.ts";
import { deploymentRoutes } from "./deployment-routes.ts";
import { gitRoutes } from "./git-routes.ts";
import { hookRoutes } from "./hook-routes.ts";
import { labelRoutes } from "./label-routes.ts";
import { organisationRoutes } from "./organisation-routes.ts";
import { pullRoutes } from "./pull-routes.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type ApiAnswer, ApiError, type ApiRequest, notFound, ok, type RepositoryRequest } from "./request.ts";
import { match, pathSegments, type Routes } from "./router.ts";
import { runRoutes } from "./run-routes.ts";
import { workflowRoutes } from "./workflow-routes.ts";
import { writeFileRoutes } from "./write-file-routes.ts";
import { writePullRoutes } from "./write-pull-routes.ts";

// Order matters where one pattern takes whatever follows: `/commits/:ref/pulls` before `/commits/*ref`.
const repositoryRoutes: Routes<RepositoryRequest> = {
	...pullRoutes,
	...runRoutes,
	...workflowRoutes,
	...deploymentRoutes,
	...commentRoutes,
	...labelRoutes,
	...contentRoutes,
	...writeFileRoutes,
	...writePullRoutes,
	...hookRoutes,
	...gitRoutes,
};

/** A request as it came over HTTP; `path` is raw, without the API's prefix and the query. */
export type RawRequest = {
	method: string;
	path: string;
	query: string;
	authorization: string | undefined;
	ifNoneMatch: string | undefined;
	body: Buffer;
};

/** Answers a request to the REST API; every answer has the headers that GitHub puts on it. */
export async function answerApi(context: Context, limit: RateLimit, raw: RawRequest): Promise<ApiAnswer> {
	const answer = await answerOrRefuse(context, limit, raw);
	const text = answer.body === undefined ? "" : JSON.stringify(answer.body);
	const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
	const conditional = raw.method === "GET" && answer.status === 200;
	const unchanged = conditional && raw.ifNoneMatch?.split(/,\s*/).includes(etag);
	// Answers that say "not modified" do not count against the limit.
	if (!unchanged && !raw.path.startsWith("/rate_limit")) limit.count();
	const headers = {
		...answer.headers,
		...limit.headers(),
		...(conditional && { etag, "cache-control": "private, max-age=60, s-maxage=60" }),
	};
	return unchanged ? { status: 304, headers } : { ...answer, headers };
}

async function answerOrRefuse(context: Context, limit: RateLimit, raw: RawRequest): Promise<ApiAnswer> {
	try {
		authenticate(context, raw.authorization);
		limit.check();
		if (raw.method === "GET" && raw.path === "/rate_limit") return ok(limit.overview());
		return await route(context, raw);
	} catch (error) {
		if (!(error instanceof ApiError)) console.error(`${raw.method} ${raw.path}:`, error);
		const refusal = error instanceof ApiError ? error : new ApiError(500, "Server Error");
		const { status, message, documentation } = refusal;
		return { status, body: { message, documentation_url: documentation, status: String(status) } };
	}
}

function authenticate(context: Context, authorization: string | undefined): void {
	if (!authorization) throw new ApiError(401, "Requires authentication");
	if (!isToken(context, authorization)) throw new ApiError(401, "Bad credentials");
}

/** Whether an `Authorization` header carries the sandbox's token: bearer, `token`, or the password of basic. */
export function isToken(context: Context, authorization: string | undefined): boolean {
	const [scheme = "", value = ""] = (authorization ?? "").split(" ");
	const basic = scheme.toLowerCase() === "basic";
	const plain = basic ? Buffer.from(value, "base64").toString() : value;
	const given = Buffer.from(basic ? plain.slice(plain.indexOf(":") + 1) : plain);
	const right = Buffer.from(context.token);
	return given.length === right.length && timingSafeEqual(given, right);
}

async function route(context: Context, raw: RawRequest): Promise<ApiAnswer> {
	const segments = pathSegments(raw.path);
	const request: ApiRequest = {
		context,
		params: {},
		query: new URLSearchParams(raw.query),
		body: parseBody(raw.body),
		url: `${context.apiUrl}${raw.path}`,
	};
	const found = match(organisationRoutes, raw.method, segments);
	if (found) return found.handler({ ...request, params: found.params });
	const [area, owner, name, ...rest] = segments;
	const repository = context.state.repositories.find((one) => one.name === name?.toLowerCase());
	if (area !== "repos" || owner?.toLowerCase() !== organisation || !repository) throw notFound();
	const inside = match(repositoryRoutes, raw.method, rest);
	if (!inside) throw notFound();
	const folder = folderOf(context, repository.name);
	return inside.handler({ ...request, params: inside.params, repository, folder });
}

function parseBody(body: Buffer): unknown {
	if (body.length === 0) return null;
	try {
		return JSON.parse(body.toString("utf8"));
	} catch {
		throw new ApiError(400, "Problems parsing JSON");
	}
}
