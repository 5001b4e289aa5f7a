import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { Agent, type Dispatcher, request } from "undici";
import type { WebSocket } from "ws";
import { OutboundError, outbound } from "#server/platform/outbound.ts";
import { connectSocket, type SocketCall } from "./connect-socket.ts";
import type { ClusterConfig } from "./kubeconfig.ts";
import { errorOfAnswer, KubernetesError } from "./kubernetes-error.ts";
import { readBeginning } from "./read-beginning.ts";

/** One call: its words for errors, and what goes over the wire. `path` starts with a slash and holds checked names only. */
export type ClusterCall = {
	verb: string;
	resource: string;
	path: string;
	method?: "GET" | "PATCH" | "POST" | "DELETE";
	contentType?: string;
	body?: unknown;
	timeoutMs?: number;
	maxBytes?: number;
	signal?: AbortSignal;
};

/** A cluster that can be asked. Credentials are read anew for every call, so a renewed token is used at once. */
export type Cluster = {
	connectionId: string;
	name: string;
	/** Answers with the parsed JSON; throws KubernetesError for everything but 2xx. */
	call: (call: ClusterCall) => Promise<unknown>;
	/** The open body of a 2xx answer; throws KubernetesError. `idleMs` without a byte ends it, 0 never does. */
	open: (call: ClusterCall & { idleMs: number; lasting?: boolean }) => Promise<Dispatcher.ResponseData["body"]>;
	/** An open WebSocket, still paused; throws KubernetesError. It belongs to whoever asked for it. */
	connect: (call: SocketCall) => Promise<WebSocket>;
	close: () => Promise<void>;
};

const largestAnswer = 64 * 1024 * 1024;
/** Of a refusal, which may be a service's own words behind a proxy, no more is read. */
const largestRefusal = 64 * 1024;
const callsAtOnce = 24;
const followedAtOnce = 256;

export async function openCluster(connectionId: string, config: ClusterConfig): Promise<Cluster> {
	const tls = await securityOf(config.kubeConfig);
	const agentOf = (connections: number) =>
		new Agent({
			connections,
			keepAliveTimeout: 30_000,
			connect: {
				timeout: 5_000,
				keepAlive: true,
				...(tls.ca && { ca: tls.ca }),
				...(tls.cert && { cert: tls.cert, key: tls.key }),
				...(tls.servername && { servername: tls.servername }),
				...(tls.rejectUnauthorized !== undefined && { rejectUnauthorized: tls.rejectUnauthorized }),
			},
		});
	const agent = agentOf(callsAtOnce);
	// Logs that are followed hold their connections; calls and watches must not wait behind them.
	const lastingAgent = agentOf(followedAtOnce);
	const url = (path: string) => `${config.url}${path}`;
	return {
		connectionId,
		name: config.name,
		call: async (call) => {
			const answer = await outbound({
				system: "kubernetes",
				url: url(call.path),
				method: call.method ?? "GET",
				headers: await headersOf(config.kubeConfig, call),
				...(call.body !== undefined && { body: JSON.stringify(call.body) }),
				dispatcher: agent,
				timeoutMs: call.timeoutMs ?? 10_000,
				maxBytes: call.maxBytes ?? largestAnswer,
				...(call.signal && { signal: call.signal }),
			}).catch((error: unknown) => {
				throw unreachable(error, call);
			});
			const retryAfter = answer.headers["retry-after"];
			if (answer.status >= 300) throw errorOfAnswer({ ...answer, retryAfter }, call.verb, call.resource);
			return parseJson(answer.text, call);
		},
		open: async (call) => {
			const answer = await request(url(call.path), {
				headers: await headersOf(config.kubeConfig, call),
				dispatcher: call.lasting ? lastingAgent : agent,
				headersTimeout: 10_000,
				bodyTimeout: call.idleMs,
				...(call.signal && { signal: call.signal }),
			}).catch((error: unknown) => {
				throw unreachable(error, call);
			});
			if (answer.statusCode < 300) return answer.body;
			const text = await readBeginning(answer.body, largestRefusal);
			const refused = { status: answer.statusCode, text, retryAfter: answer.headers["retry-after"] };
			throw errorOfAnswer(refused, call.verb, call.resource);
		},
		connect: async (call) => {
			const headers = await headersOf(config.kubeConfig, call);
			return connectSocket({ url: config.url, tls: await securityOf(config.kubeConfig), headers }, call);
		},
		close: async () => {
			await Promise.all([agent.destroy(), lastingAgent.destroy()]);
		},
	};
}

async function securityOf(kubeConfig: KubeConfig): Promise<RequestOptions> {
	const options: RequestOptions = {};
	await kubeConfig.applyToHTTPSOptions(options);
	return options;
}

async function headersOf(kubeConfig: KubeConfig, call: ClusterCall): Promise<Record<string, string>> {
	const options = await securityOf(kubeConfig);
	const headers: Record<string, string> = { accept: "application/json", "user-agent": "lazo" };
	const given = options.headers ?? {};
	if (!Array.isArray(given))
		for (const [name, value] of Object.entries(given)) if (typeof value === "string") headers[name] = value;
	if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString("base64")}`;
	if (call.body !== undefined) headers["content-type"] = call.contentType ?? "application/json";
	return headers;
}

function unreachable(error: unknown, { verb, resource }: ClusterCall): KubernetesError {
	if (error instanceof KubernetesError) return error;
	const said = error instanceof OutboundError || error instanceof Error ? error.message : String(error);
	const message = `The cluster does not answer: ${said}`;
	return new KubernetesError({ code: "unreachable", verb, resource, message, cause: error });
}

function parseJson(text: string, { verb, resource }: ClusterCall): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new KubernetesError({
			code: "unreadable",
			verb,
			resource,
			message: "The cluster's answer was cut or is no JSON.",
		});
	}
}
