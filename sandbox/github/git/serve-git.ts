import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gitEnvironment } from "./run-git.ts";

/** A request of Git's smart HTTP protocol: `path` is `/<repository>.git/…` below the folder of repositories. */
export type GitRequest = { root: string; path: string; query: string; user: string | null };

/**
 * Hands a request to `git http-backend` (a CGI program, https://git-scm.com/docs/git-http-backend) and its answer to the
 * client. Resolves when the program has ended. `user` is who may push; without one, Git refuses pushes itself.
 */
export function serveGit(request: IncomingMessage, response: ServerResponse, of: GitRequest): Promise<void> {
	const child = spawn("git", ["http-backend"], {
		env: {
			...gitEnvironment,
			GIT_PROJECT_ROOT: of.root,
			GIT_HTTP_EXPORT_ALL: "1",
			REQUEST_METHOD: request.method ?? "GET",
			PATH_INFO: of.path,
			QUERY_STRING: of.query,
			CONTENT_TYPE: request.headers["content-type"] ?? "",
			REMOTE_ADDR: "127.0.0.1",
			...(of.user && { REMOTE_USER: of.user }),
			...header("HTTP_CONTENT_ENCODING", request.headers["content-encoding"]),
			...header("CONTENT_LENGTH", request.headers["content-length"]),
			...header("GIT_PROTOCOL", request.headers["git-protocol"]),
		},
	});
	request.pipe(child.stdin);
	child.stdin.on("error", () => {});
	child.stderr.on("data", (chunk: Buffer) => process.stderr.write(chunk));
	relay(child.stdout, response);
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", () => {
			response.end();
			resolve();
		});
	});
}

/** Passes a CGI answer on: first its header lines, then everything else as it comes. */
function relay(output: NodeJS.ReadableStream, response: ServerResponse): void {
	let head: Buffer | null = Buffer.alloc(0);
	output.on("data", (chunk: Buffer) => {
		if (head === null) {
			response.write(chunk);
			return;
		}
		head = Buffer.concat([head, chunk]);
		const end = head.indexOf("\r\n\r\n");
		if (end === -1) return;
		writeHead(response, head.subarray(0, end).toString("latin1").split("\r\n"));
		response.write(head.subarray(end + 4));
		head = null;
	});
}

function writeHead(response: ServerResponse, lines: string[]): void {
	const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]);
	const status = headers.find(([name]) => name?.toLowerCase() === "status")?.[1];
	response.writeHead(
		Number(status?.slice(0, 3) ?? 200),
		Object.fromEntries(headers.filter(([name]) => name !== "Status")),
	);
}

function header(name: string, value: string | string[] | undefined): Record<string, string> {
	return typeof value === "string" ? { [name]: value } : {};
}
