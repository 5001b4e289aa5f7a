import type { IncomingMessage } from "node:http";
import { request as ask } from "node:https";
import type { Duplex } from "node:stream";
import { authenticate } from "./authenticate.ts";
import type { Answer, Api } from "./context.ts";
import { asAnswer } from "./handle-request.ts";
import { containerOf, internal, kubeletOf } from "./pod-log.ts";
import { parsePath } from "./request-info.ts";
import { badRequest, notFound, unknownPath } from "./status-error.ts";

type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer };
type Target = { host: string; port: number; path: string };

/** What the API's options are called at the kubelet. */
const names = { stdin: "input", stdout: "output", stderr: "error", tty: "tty" };

/**
 * Passes a request for `pods/<name>/exec` on to the kubelet as it came, upgrade and all, and joins both connections. What
 * the kubelet answers instead of an upgrade is passed back word by word; what the API server refuses is a `Status`.
 */
export function passUpgrade(api: Api, { request, socket, head }: Upgrade): void {
	socket.on("error", () => {});
	try {
		authenticate(request, api.adminToken);
		pass(api, targetOf(api, request), { request, socket, head });
	} catch (error) {
		refuse(socket, asAnswer(error));
	}
}

function targetOf(api: Api, request: IncomingMessage): Target {
	const url = new URL(request.url ?? "/", "https://localhost");
	const info = parsePath(url.pathname);
	if (info?.subresource !== "exec") throw unknownPath();
	const pod = api.cluster.store.get("pods", info.namespace, info.name ?? "");
	if (!pod) throw notFound(info.kind, info.name ?? "");
	const query = url.searchParams;
	const container = containerOf(pod, query.get("container"));
	const passed = new URLSearchParams();
	for (const [ours, theirs] of Object.entries(names)) {
		if (["1", "true"].includes(query.get(ours) ?? "")) passed.set(theirs, "1");
	}
	for (const word of query.getAll("command")) passed.append("command", word);
	if (!passed.has("command")) throw badRequest("you must specify at least one command for the container");
	return { ...kubeletOf(api.cluster.store, pod), path: `/exec/${info.namespace}/${info.name}/${container}?${passed}` };
}

function pass({ kubeletClient }: Api, target: Target, { request, socket, head }: Upgrade): void {
	const { authorization: _, host: __, ...headers } = request.headers;
	const upstream = ask({
		...target,
		...{ method: request.method, headers, agent: false, rejectUnauthorized: false },
		...{ cert: kubeletClient.certificate, key: kubeletClient.key },
	});
	upstream.on("upgrade", (answer, backend: Duplex, first: Buffer) => {
		socket.write(headOf(101, "Switching Protocols", pairsOf(answer)));
		if (first.length > 0) socket.write(first);
		if (head.length > 0) backend.write(head);
		backend.on("error", () => socket.destroy()).on("close", () => socket.destroy());
		socket.on("close", () => backend.destroy());
		backend.pipe(socket).pipe(backend);
	});
	upstream.on("response", (answer) => {
		socket.write(
			headOf(answer.statusCode ?? 502, answer.statusMessage ?? "", [...pairsOf(answer), "connection: close"]),
		);
		answer.pipe(socket);
	});
	upstream.on("error", (error) =>
		refuse(socket, asAnswer(internal(`error dialing backend: ${target.host}:${target.port}: ${error.message}`))),
	);
	socket.on("close", () => upstream.destroy());
	upstream.end();
}

function pairsOf({ rawHeaders }: IncomingMessage): string[] {
	const names = rawHeaders.filter((_, index) => index % 2 === 0);
	return names.map((name, index) => `${name}: ${rawHeaders[index * 2 + 1]}`);
}

const headOf = (status: number, word: string, headers: string[]) =>
	`${[`HTTP/1.1 ${status} ${word}`, ...headers].join("\r\n")}\r\n\r\n`;

function refuse(socket: Duplex, { code, body }: Answer): void {
	const text = JSON.stringify(body);
	const headers = ["content-type: application/json", `content-length: ${Buffer.byteLength(text)}`, "connection: close"];
	socket.end(headOf(code, "Refused", headers) + text);
}
