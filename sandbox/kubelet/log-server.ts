import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { TLSSocket } from "node:tls";
import type { ContainerRunner } from "./container-runner.ts";
import type { PodWorker } from "./pod-worker.ts";
import { sendLog } from "./send-log.ts";
import { refuseUpgrade, serveExec } from "./serve-exec.ts";

export type LogServerOptions = {
	/** PEM. With `clientCa`, only clients with a certificate of that authority are answered. */
	tls: { cert: string; key: string; clientCa: string | null };
	/** A pod of a living node; `unreachable` when it may be on a dead one. */
	find: (namespace: string, pod: string) => PodWorker | "unreachable" | null;
};

/**
 * The kubelet endpoint: `/healthz`, `/containerLogs/{namespace}/{pod}/{container}` and, as a WebSocket,
 * `/exec/{namespace}/{pod}/{container}`, over TLS. Not yet listening.
 */
export function createLogServer({ tls, find }: LogServerOptions): Server {
	const { cert, key, clientCa } = tls;
	const trust = clientCa ? { ca: clientCa, requestCert: true, rejectUnauthorized: false } : {};
	const server = createServer({ cert, key, ...trust }, (request, response) => {
		const url = new URL(request.url ?? "/", "https://kubelet");
		if (url.pathname === "/healthz") return answer(response, 200, "ok");
		if (clientCa && !isAuthorized(request)) return answer(response, 401, "Unauthorized");
		const [, route, namespace, pod, container] = url.pathname.split("/").map(decodeURIComponent);
		if (request.method !== "GET" || route !== "containerLogs" || !namespace || !pod || !container) {
			return answer(response, 404, "404 page not found");
		}
		const runner = findRunner(find, { namespace, pod, container });
		if (runner === "unreachable") return void request.socket.destroy();
		if (typeof runner === "string") return answer(response, 404, runner);
		serveLog({ runner, pod, query: url.searchParams }, response);
	});
	server.on("upgrade", (request, socket, head) => {
		const url = new URL(request.url ?? "/", "https://kubelet");
		socket.on("error", () => {});
		if (clientCa && !isAuthorized(request)) return refuseUpgrade(socket, 401, "Unauthorized");
		const [, route, namespace, pod, container] = url.pathname.split("/").map(decodeURIComponent);
		if (route !== "exec" || !namespace || !pod || !container) return refuseUpgrade(socket, 404, "404 page not found");
		const runner = findRunner(find, { namespace, pod, container });
		if (runner === "unreachable") return void socket.destroy();
		if (typeof runner === "string") return refuseUpgrade(socket, 404, runner);
		serveExec({ runner, query: url.searchParams }, { request, socket, head });
	});
	return server;
}

type Place = { namespace: string; pod: string; container: string };

/** The container, "unreachable" when it may be on a dead node, or why there is none. */
function findRunner(find: LogServerOptions["find"], { namespace, pod, container }: Place): ContainerRunner | string {
	const worker = find(namespace, pod);
	if (worker === "unreachable") return worker;
	if (!worker) return `pod "${pod}" does not exist`;
	const runner = worker.runners.find((entry) => entry.container.name === container);
	return runner ?? `container "${container}" not found in pod "${pod}_${namespace}"`;
}

function isAuthorized(request: IncomingMessage): boolean {
	return (request.socket as TLSSocket).authorized;
}

type LogRequest = { runner: ContainerRunner; pod: string; query: URLSearchParams };

function serveLog({ runner, pod, query }: LogRequest, response: ServerResponse): void {
	const { report, container } = runner;
	const which = `container "${container.name}" in pod "${pod}"`;
	const previous = isTrue(query.get("previous"));
	if (previous && !report.lastState.terminated) {
		answer(response, 400, `previous terminated ${which} not found`);
	} else if (previous) {
		// Held back, the run that ended last is still the newest: it is the current log and the previous one.
		const run = report.state.waiting ? report.restartCount : report.restartCount - 1;
		sendLog({ file: runner.logFile(run), live: undefined, query }, response);
	} else if (report.containerID === "") {
		const reason = report.state.waiting?.reason ?? "ContainerCreating";
		const why = reason === "ContainerCreating" ? reason : "trying and failing to pull image";
		answer(response, 400, `${which} is waiting to start: ${why}`);
	} else {
		sendLog({ file: runner.logFile(report.restartCount), live: runner.log(report.restartCount), query }, response);
	}
}

/** How Kubernetes writes booleans in a query. */
function isTrue(value: string | null): boolean {
	return value === "true" || value === "1";
}

function answer(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(text);
}
