import type { JsonObject } from "../objects/json.ts";
import { groupVersionOf } from "../objects/kinds.ts";
import type { KubeObject } from "../objects/types.ts";
import type { Answer, Call } from "./context.ts";
import { listObjects } from "./list-objects.ts";
import { streamPodLog } from "./pod-log.ts";
import { toScale } from "./scale.ts";
import { proxyToService } from "./service-proxy.ts";
import { badRequest, methodNotAllowed, notFound } from "./status-error.ts";
import { toTable } from "./table.ts";
import { watchObjects } from "./watch-objects.ts";

function wantsTable(call: Call): boolean {
	return /as=Table;[^,]*v=v1(;|,|$)|v=v1;[^,]*as=Table/.test(call.request.headers.accept ?? "");
}

function getOne(call: Call, name: string): Answer {
	const { info } = call;
	const object = call.api.cluster.store.get<string>(info.kind.key, info.namespace, name);
	if (!object) throw notFound(info.kind, name);
	if (info.subresource === "scale") return { code: 200, body: toScale(object) };
	if (info.subresource && info.subresource !== "status") throw methodNotAllowed();
	if (wantsTable(call)) {
		return { code: 200, body: toTable([object], object.kind, { resourceVersion: object.metadata.resourceVersion }) };
	}
	return { code: 200, body: object };
}

function getList(call: Call): Answer {
	const { info, query } = call;
	const page = listObjects(call.api.cluster.store, info, query);
	const metadata: JsonObject = {
		resourceVersion: String(page.revision),
		...(page.continueToken ? { continue: page.continueToken } : {}),
		...(page.remaining ? { remainingItemCount: page.remaining } : {}),
	};
	if (wantsTable(call)) return { code: 200, body: toTable(page.items, info.kind.kind, metadata) };
	// Items of a typed list carry no kind of their own.
	const items = page.items.map(({ apiVersion: _, kind: __, ...item }) => item);
	return { code: 200, body: { kind: `${info.kind.kind}List`, apiVersion: groupVersionOf(info.kind), metadata, items } };
}

function watch(call: Call): void {
	const { info, query, response } = call;
	const table = wantsTable(call);
	const render = (object: KubeObject) =>
		table ? toTable([object], object.kind, { resourceVersion: object.metadata.resourceVersion }) : object;
	watchObjects({ store: call.api.cluster.store, info, query, render, response });
}

/** Answers a GET: an object, a list, a watch, a scale or a log. Undefined when it has answered by itself. */
export async function read(call: Call): Promise<Answer | undefined> {
	const { info, query } = call;
	if (info.subresource === "log") {
		await streamPodLog(call.api.cluster.store, call.api.kubeletClient, call);
		return undefined;
	}
	if (info.subresource === "exec") throw badRequest("Upgrade request required");
	if (info.subresource === "proxy") {
		await proxyToService(call.api.cluster.store, call);
		return undefined;
	}
	if (["1", "true"].includes(query.get("watch") ?? "")) {
		watch(call);
		return undefined;
	}
	return info.name === undefined ? getList(call) : getOne(call, info.name);
}
