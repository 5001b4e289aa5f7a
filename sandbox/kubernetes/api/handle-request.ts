import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticate } from "./authenticate.ts";
import type { Answer, Api, Call } from "./context.ts";
import { discover } from "./discovery.ts";
import { read } from "./read.ts";
import { parsePath } from "./request-info.ts";
import { methodNotAllowed, StatusError, unknownPath } from "./status-error.ts";
import { patch, post, put, remove } from "./write.ts";

function send(response: ServerResponse, answer: Answer): void {
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const text = JSON.stringify(answer.body);
	response.writeHead(answer.code, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
	response.end(text);
}

/** What an error is answered with; one that was not foreseen is told to the log only. */
export function asAnswer(error: unknown): Answer {
	if (error instanceof StatusError) return { code: error.code, body: error.toStatus() };
	process.stderr.write(`kubernetes: ${error instanceof Error ? error.stack : String(error)}\n`);
	const status = new StatusError(500, "InternalError", {
		message: "Internal error occurred: see the log of the API server",
	});
	return { code: 500, body: status.toStatus() };
}

async function answerCall(call: Call): Promise<Answer | undefined> {
	switch (call.request.method) {
		case "GET":
			return await read(call);
		case "POST":
			return await post(call);
		case "PUT":
			return await put(call);
		case "PATCH":
			return await patch(call);
		case "DELETE":
			return await remove(call);
		default:
			throw methodNotAllowed();
	}
}

/** Whoever is let in may do everything, whatever the review asks (`kubectl` asks in protobuf). */
const accessReview: Answer = {
	code: 201,
	body: {
		kind: "SelfSubjectAccessReview",
		apiVersion: "authorization.k8s.io/v1",
		metadata: {},
		spec: {},
		status: { allowed: true },
	},
};

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<Answer | undefined> {
	const url = new URL(request.url ?? "/", "https://localhost");
	const path = url.pathname.replace(/\/+$/, "");
	if (["/readyz", "/healthz", "/livez"].includes(path)) {
		response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end("ok");
		return undefined;
	}
	authenticate(request, api.adminToken);
	if (request.method === "POST" && path === "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews") {
		return accessReview;
	}
	const info = parsePath(path);
	if (info) return answerCall({ api, info, query: url.searchParams, request, response });
	const found = request.method === "GET" ? discover(path, api.port) : undefined;
	if (!found) throw unknownPath();
	return { code: 200, body: found };
}

/** Answers one request with an object, a stream, or a `Status` that says why not. */
export async function handleRequest(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
	try {
		const result = await answer(api, request, response);
		if (result) send(response, result);
	} catch (error) {
		send(response, asAnswer(error));
	}
}
