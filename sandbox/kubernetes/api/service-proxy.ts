import { request, type ServerResponse } from "node:http";
import { listenAddress } from "../../kubelet/pod-network.ts";
import type { Store } from "../storage/store.ts";
import type { RequestInfo } from "./request-info.ts";
import { notFound, StatusError } from "./status-error.ts";

type Endpoint = { addresses: string[]; conditions: { ready: boolean } };
type Slice = { endpoints?: Endpoint[]; ports?: { name: string; port: number }[] };
type ProxyRequest = { info: RequestInfo; query: URLSearchParams; response: ServerResponse };

const unavailable = (message: string) => new StatusError(503, "ServiceUnavailable", { message });

/** `<service>`, `<service>:<port>`, where the port is a number or a name. */
function readyAddress(
	store: Store,
	namespace: string | undefined,
	asked: string,
): { host: string; port: number } | null {
	const [name = "", wanted = ""] = asked.split(":");
	const service = store.get("services", namespace, name);
	if (!service) return null;
	const ports = service.spec.ports ?? [];
	const port = wanted === "" ? ports[0] : ports.find((one) => one.name === wanted || String(one.port) === wanted);
	const slices = store.list("endpointslices.discovery.k8s.io", namespace) as unknown as (Slice & typeof service)[];
	const slice = slices.find(({ metadata }) => metadata.labels?.["kubernetes.io/service-name"] === name);
	const target = slice?.ports?.find((one) => one.name === (port?.name ?? ""));
	const ready = (slice?.endpoints ?? []).filter(({ conditions }) => conditions.ready).flatMap((one) => one.addresses);
	const host = ready[Math.floor(Math.random() * ready.length)];
	if (!port || !target || !host) throw unavailable(`no endpoints available for service "${asked}"`);
	return { host, port: target.port };
}

/**
 * Passes a GET on to a ready pod of a service, `/services/<name>:<port>/proxy/<path>`, and its answer back.
 * @throws StatusError 404, 503 when no pod is ready or none answers
 */
export function proxyToService(store: Store, { info, query, response }: ProxyRequest): Promise<void> {
	const address = readyAddress(store, info.namespace, info.name ?? "");
	if (!address) throw notFound(info.kind, info.name ?? "");
	const { host, port } = address;
	const path = `/${(info.rest ?? []).join("/")}${query.size > 0 ? `?${query}` : ""}`;
	return new Promise((resolve, reject) => {
		const upstream = request({ host: listenAddress(host), port, path, timeout: 10_000, agent: false }, (answer) => {
			response.writeHead(answer.statusCode ?? 502, { "content-type": answer.headers["content-type"] ?? "text/plain" });
			answer.pipe(response);
			answer.on("end", resolve).on("error", () => response.destroy());
		});
		upstream.on("timeout", () => upstream.destroy(new Error("i/o timeout")));
		upstream.on("error", (error) => reject(unavailable(`error trying to reach service: dial tcp: ${error.message}`)));
		response.on("close", () => upstream.destroy());
		upstream.end();
	});
}
