import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { jobLog } from "./actions/job-log.ts";
import { answerApi } from "./api/answer-api.ts";
import { logLinkHolds } from "./api/log-link.ts";
import { createRateLimit } from "./api/rate-limit.ts";
import type { Context } from "./context.ts";
import { answerGit } from "./git-endpoint.ts";
import { answerPage } from "./pages/answer-page.ts";

const largestBody = 10 * 1024 * 1024;

/** The sandbox's GitHub over HTTP: REST below `/api/v3`, logs below `/_logs`, Git below `/almena/<name>.git`, pages. */
export function gitHubServer(context: Context): Server {
	const limit = createRateLimit();
	return createServer((request, response) => {
		answer(context, { request, response, limit }).catch((error: unknown) => {
			console.error(`${request.method} ${request.url}:`, error);
			response.destroy();
		});
	});
}

type Exchange = { request: IncomingMessage; response: ServerResponse; limit: ReturnType<typeof createRateLimit> };

async function answer(context: Context, exchange: Exchange): Promise<void> {
	const { request, response } = exchange;
	const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
	if (path.startsWith("/api/v3/")) return answerRest(context, exchange, { path: path.slice("/api/v3".length), query });
	if (path.startsWith("/_logs/")) return answerLog(context, response, { path, query: new URLSearchParams(query) });
	const git = path.match(/^\/almena\/([A-Za-z0-9_-]+)\.git(\/[A-Za-z0-9/._-]+)$/);
	if (git && !path.includes("..")) {
		return answerGit(context, { request, response, repository: git[1] ?? "", place: git[2] ?? "", query });
	}
	// Without the prefix, as on github.com's own API host.
	if (/^\/(repos|orgs|user|users|meta|rate_limit)(\/|$)/.test(path)) {
		return answerRest(context, exchange, { path, query });
	}
	return answerPage(context, response, path);
}

async function answerRest(context: Context, exchange: Exchange, at: { path: string; query: string }): Promise<void> {
	const { request, response } = exchange;
	const body = await readBody(request);
	if (!body) {
		response.writeHead(413, { connection: "close" }).end();
		return;
	}
	const { authorization, "if-none-match": ifNoneMatch } = request.headers;
	const raw = { method: request.method ?? "GET", ...at, authorization, ifNoneMatch, body };
	const result = await answerApi(context, exchange.limit, raw);
	const text = result.body === undefined ? "" : JSON.stringify(result.body);
	response.writeHead(result.status, {
		...(text && { "content-type": "application/json; charset=utf-8" }),
		"x-github-media-type": "github.v3; format=json",
		"x-github-api-version-selected": "2022-11-28",
		"x-github-request-id": `${process.pid.toString(16)}:${Date.now().toString(16)}`.toUpperCase(),
		...result.headers,
	});
	response.end(text);
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > largestBody) return null;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function answerLog(context: Context, response: ServerResponse, at: { path: string; query: URLSearchParams }): void {
	const id = Number(at.path.slice("/_logs/".length));
	const now = new Date();
	if (!logLinkHolds(context, id, { query: at.query, now })) {
		response.writeHead(403, { "content-type": "text/plain" }).end("The link has expired or is not genuine.\n");
		return;
	}
	for (const run of context.state.runs) {
		const job = run.attempts.flatMap((attempt) => attempt.jobs).find((one) => one.id === id);
		if (!job) continue;
		response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
		response.end(jobLog(context, { run, job }, now));
		return;
	}
	response.writeHead(404).end();
}
