import type { IncomingMessage } from "node:http";
import type { RequestOptions } from "node:https";
import { WebSocket } from "ws";
import { errorOfAnswer, KubernetesError } from "./kubernetes-error.ts";

export type SocketCall = { verb: string; resource: string; path: string; protocol: string };
type Way = { url: string; tls: RequestOptions; headers: Record<string, string> };

const mostRefusal = 64 * 1024;

/**
 * Opens a WebSocket to an API server. It is paused: nothing is lost before somebody listens. Throws KubernetesError with
 * what the cluster answered instead.
 */
export function connectSocket({ url, tls, headers }: Way, call: SocketCall): Promise<WebSocket> {
	const { verb, resource } = call;
	const { ca, cert, key, servername, rejectUnauthorized } = tls;
	const socket = new WebSocket(`${url.replace(/^http/, "ws")}${call.path}`, call.protocol, {
		...{ headers, handshakeTimeout: 10_000, perMessageDeflate: false, maxPayload: 4 * 1024 * 1024 },
		...(ca && { ca }),
		...(cert && { cert, key }),
		...(servername && { servername }),
		...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
	});
	return new Promise((resolve, reject) => {
		socket.once("open", () => {
			socket.pause();
			resolve(socket);
		});
		socket.once("unexpected-response", (_, answer) => {
			void textOf(answer).then((text) => {
				reject(errorOfAnswer({ status: answer.statusCode ?? 502, text: asStatus(text) }, verb, resource));
				socket.terminate();
			});
		});
		socket.on("error", (error) => {
			const message = `The cluster does not answer: ${error.message}`;
			reject(new KubernetesError({ code: "unreachable", verb, resource, message }));
		});
	});
}

async function textOf(answer: IncomingMessage): Promise<string> {
	let text = "";
	try {
		for await (const chunk of answer.setEncoding("utf8")) {
			text += chunk;
			if (text.length > mostRefusal) break;
		}
	} catch {
		// What has come until it broke off says enough.
	}
	return text;
}

/** A kubelet refuses in plain text, and the API server passes it on as it is. */
const asStatus = (text: string): string =>
	text.startsWith("{") ? text : JSON.stringify({ message: text.trim().slice(0, 300) });
