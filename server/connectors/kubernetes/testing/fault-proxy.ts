import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent, type RequestOptions, request } from "node:https";
import type { Socket } from "node:net";
import { KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import type { ClusterConfig } from "../kubeconfig.ts";

/** How answers that are under way break: ended early, reset, never another byte, or ended in the middle of the next piece. */
export type Break = "cut" | "reset" | "half-open" | "truncated";

/** A request as it came in. */
export type Seen = { method: string; path: string; token: string | null; at: number };

/** What happens to a request instead of going to the cluster: an answer, or its connection is dropped. */
export type Instead = { status: number; body: string; headers?: Record<string, string> } | "dropped";

/** Looks at every request before it goes on; may take its time. Null lets it pass. */
export type Hook = (seen: Seen) => Instead | null | Promise<Instead | null>;

/** A bad network between Lazo and an API server. */
export type FaultProxy = {
	url: string;
	seen: Seen[];
	/** Answers that are being sent at this moment: open watches. */
	underWay: () => number;
	breakAll: (how: Break) => void;
	intercept: (hook: Hook | null) => void;
	stop: () => Promise<void>;
};

type Way = { response: ServerResponse; truncate: boolean };

/** Starts a proxy in front of a cluster. It speaks to the cluster by the cluster's own credential, whoever asks. For tests. */
export async function startFaultProxy(upstream: ClusterConfig): Promise<FaultProxy> {
	const seen: Seen[] = [];
	const open = new Set<Way>();
	const silent = new WeakSet<Socket>();
	const forward = await forwarder(upstream);
	let hook: Hook | null = null;
	const server = createServer(async (asked, response) => {
		if (silent.has(asked.socket)) return;
		const one = seenIn(asked);
		seen.push(one);
		const instead = await hook?.(one);
		if (instead === "dropped") return void asked.socket.resetAndDestroy();
		if (instead) return void response.writeHead(instead.status, instead.headers).end(instead.body);
		const way = { response, truncate: false };
		open.add(way);
		response.once("close", () => open.delete(way));
		forward.send(asked, way, () => silent.has(asked.socket));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = z.object({ port: z.number() }).parse(server.address());
	return {
		url: `http://127.0.0.1:${port}`,
		seen,
		underWay: () => open.size,
		breakAll: (how) => {
			for (const way of open) breakOne(way, how, silent);
		},
		intercept: (next) => {
			hook = next;
		},
		stop: async () => {
			server.closeAllConnections();
			server.close();
			forward.stop();
		},
	};
}

function seenIn({ method = "GET", url = "/", headers }: IncomingMessage): Seen {
	return { method, path: url, token: headers.authorization ?? null, at: Date.now() };
}

function breakOne(way: Way, how: Break, silent: WeakSet<Socket>): void {
	const { socket } = way.response;
	if (how === "truncated") way.truncate = true;
	else if (how === "half-open" && socket) silent.add(socket);
	else if (how === "reset") socket?.resetAndDestroy();
	else socket?.destroy();
}

async function forwarder({ url, kubeConfig }: ClusterConfig) {
	const options: RequestOptions = {};
	await kubeConfig.applyToHTTPSOptions(options);
	const { ca, cert, key, servername, headers = {} } = options;
	const agent = new Agent({ ca, cert, key, servername, keepAlive: true });
	const send = (asked: IncomingMessage, way: Way, isSilent: () => boolean) => {
		const { response } = way;
		const { authorization: _, host: __, ...given } = asked.headers;
		const onward = request(
			`${url}${asked.url}`,
			{ method: asked.method, agent, headers: { ...given, ...headers } },
			(answer) => {
				if (!isSilent()) response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.on("data", (chunk: Buffer) => {
					if (isSilent() || response.writableEnded) return;
					if (way.truncate) response.end(chunk.subarray(0, chunk.length >> 1));
					else response.write(chunk);
				});
				answer.once("end", () => isSilent() || response.end());
				answer.once("error", () => response.destroy());
			},
		);
		onward.once("error", () => response.destroy());
		response.once("close", () => onward.destroy());
		asked.pipe(onward);
	};
	return { send, stop: () => agent.destroy() };
}

/** The way to a cluster through a proxy, with a token of its own. */
export function configThrough(proxy: FaultProxy, name = "proxied", token = "test"): ClusterConfig {
	const kubeConfig = new KubeConfig();
	kubeConfig.loadFromClusterAndUser({ name, server: proxy.url, skipTLSVerify: true }, { name, token });
	return { name, url: proxy.url, kubeConfig };
}

/** A kubeconfig file's text with a context for every cluster. */
export function kubeconfigText(clusters: ClusterConfig[]): string {
	return JSON.stringify({
		apiVersion: "v1",
		kind: "Config",
		clusters: clusters.map(({ name, url }) => ({ name, cluster: { server: url, "insecure-skip-tls-verify": true } })),
		users: clusters.map(({ name, kubeConfig }) => ({ name, user: { token: kubeConfig.getCurrentUser()?.token } })),
		contexts: clusters.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
	});
}
