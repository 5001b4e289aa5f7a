import type { ServerResponse } from "node:http";
import { request } from "node:https";
import { kindOf } from "../objects/kinds.ts";
import type { Container, Pod } from "../objects/types.ts";
import type { KeyPair } from "../pki/issue-certificate.ts";
import type { Store } from "../storage/store.ts";
import type { RequestInfo } from "./request-info.ts";
import { badRequest, notFound, StatusError } from "./status-error.ts";

const options = ["follow", "previous", "sinceSeconds", "sinceTime", "timestamps", "tailLines", "limitBytes"];

/** The container that is asked for, or the only one. Throws StatusError 400. */
export function containerOf(pod: Pod, asked: string | null): string {
	const containers: Container[] = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
	const { name } = pod.metadata;
	if (asked) {
		if (containers.some((container) => container.name === asked)) return asked;
		throw badRequest(`container ${asked} is not valid for pod ${name}`);
	}
	const [only, ...others] = pod.spec.containers;
	if (only && others.length === 0) return only.name;
	const names = pod.spec.containers.map((container) => container.name).join(" ");
	throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${names}]`);
}

/** Where the kubelet of a pod answers. Throws StatusError 400, 404. */
export function kubeletOf(store: Store, pod: Pod): { host: string; port: number } {
	const nodeName = pod.spec.nodeName;
	if (!nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`);
	const node = store.get("nodes", undefined, nodeName);
	if (!node) throw notFound(kindOf("nodes"), nodeName);
	const address = node.status.addresses?.find(({ type }) => type === "InternalIP")?.address;
	return { host: address ?? "127.0.0.1", port: node.status.daemonEndpoints?.kubeletEndpoint?.Port ?? 10250 };
}

/** What went wrong behind the API server. */
export function internal(message: string): StatusError {
	return new StatusError(500, "InternalError", {
		message: `Internal error occurred: ${message}`,
		details: { causes: [{ message }] },
	});
}

/** The kubelet's refusal in the API server's words. */
function refusal(code: number, text: string, name: string): StatusError {
	if (code === 400) return badRequest(text);
	if (code === 404) return new StatusError(404, "NotFound", { message: text, details: { name, kind: "pods" } });
	return internal(text || `unexpected status code ${code}`);
}

/** What the kubelet is asked for, as the API server asks it. */
function kubeletPath(pod: Pod, query: URLSearchParams): string {
	const container = containerOf(pod, query.get("container"));
	const passed = new URLSearchParams();
	for (const option of options) {
		const value = query.get(option);
		if (value !== null) passed.set(option, value);
	}
	return `/containerLogs/${pod.metadata.namespace}/${pod.metadata.name}/${container}?${passed}`;
}

type LogRequest = { info: RequestInfo; query: URLSearchParams; response: ServerResponse };

/**
 * Streams a container's log from the kubelet of the pod's node, `/containerLogs/<namespace>/<pod>/<container>` over TLS.
 * The kubelet's own certificate is not verified, as without `--kubelet-certificate-authority`.
 * @throws StatusError 400, 404, 500 when the kubelet cannot be reached
 */
export function streamPodLog(store: Store, client: KeyPair, log: LogRequest): Promise<void> {
	const { info, query, response } = log;
	const name = info.name ?? "";
	const pod = store.get("pods", info.namespace, name);
	if (!pod) throw notFound(info.kind, name);
	const { host, port } = kubeletOf(store, pod);
	const path = kubeletPath(pod, query);
	return new Promise((resolve, reject) => {
		const upstream = request(
			{ host, port, path, cert: client.certificate, key: client.key, rejectUnauthorized: false, agent: false },
			(answer) => {
				const code = answer.statusCode ?? 500;
				if (code === 200) {
					response.writeHead(200, { "content-type": "text/plain" });
					response.flushHeaders();
					answer.pipe(response);
					answer.on("end", resolve).on("error", () => response.destroy());
					return;
				}
				answer.setEncoding("utf8");
				let text = "";
				answer.on("data", (chunk: string) => {
					text += chunk;
				});
				answer.on("end", () => reject(refusal(code, text.trim(), name)));
			},
		);
		upstream.on("error", (error) => reject(internal(`Get "https://${host}:${port}${path}": ${error.message}`)));
		response.on("close", () => upstream.destroy());
		upstream.end();
	});
}
