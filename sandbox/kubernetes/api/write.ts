import type { JsonObject } from "../objects/json.ts";
import { child } from "../objects/json.ts";
import { groupVersionOf, kindOf } from "../objects/kinds.ts";
import type { KubeObject } from "../objects/types.ts";
import { bindPod } from "../registry/bind-pod.ts";
import { createObject } from "../registry/create-object.ts";
import type { DeleteOptions } from "../registry/delete-object.ts";
import { deleteObject, readDeleteOptions } from "../registry/delete-object.ts";
import type { Patch } from "../registry/patch-object.ts";
import { checkApplyOptions, patched, readPatch } from "../registry/patch-object.ts";
import type { Address } from "../registry/update-object.ts";
import { updateObject } from "../registry/update-object.ts";
import type { Answer, Call } from "./context.ts";
import { listObjects, numberOf } from "./list-objects.ts";
import { parseObject, readText } from "./read-body.ts";
import { toScale, withScale } from "./scale.ts";
import { badRequest, invalid, methodNotAllowed, notFound } from "./status-error.ts";

function isDryRun(query: URLSearchParams): boolean {
	const values = query.getAll("dryRun");
	const unknown = values.find((value) => value !== "All");
	if (unknown === undefined) return values.length > 0;
	throw invalid({ kind: "CreateOptions", group: "meta.k8s.io" }, "", [
		{
			reason: "FieldValueNotSupported",
			message: `Unsupported value: "${unknown}": supported values: "All"`,
			field: "dryRun",
		},
	]);
}

function addressOf(call: Call, name: string): Address {
	const { kind, namespace, subresource } = call.info;
	return {
		kind,
		namespace,
		name,
		subresource: subresource === "status" ? "status" : undefined,
		dryRun: isDryRun(call.query),
	};
}

async function bodyOf(call: Call): Promise<JsonObject> {
	const body = parseObject(await readText(call.request), call.request.headers["content-type"]);
	if (!body) throw badRequest("the body of the request is empty");
	return body;
}

function current(call: Call, name: string): KubeObject {
	const { kind, namespace } = call.info;
	const object = call.api.cluster.store.get<string>(kind.key, namespace, name);
	if (!object) throw notFound(kind, name);
	return object;
}

const success = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" };

/** Deletes the pod with its own grace. The body, which `kubectl drain` sends as protobuf, only repeats the path. */
function evict(call: Call, name: string): Answer {
	const address = { kind: kindOf("pods"), namespace: call.info.namespace, name, dryRun: isDryRun(call.query) };
	deleteObject(call.api.cluster, address, {});
	return { code: 201, body: { ...success, code: 201 } };
}

/** Answers a POST: a new object, a binding or an eviction. */
export async function post(call: Call): Promise<Answer> {
	const { info, query } = call;
	if (info.name !== undefined && info.subresource === "eviction") return evict(call, info.name);
	const body = await bodyOf(call);
	if (info.name !== undefined && info.subresource === "binding") {
		bindPod(call.api.cluster, current(call, info.name), String(child(body, "target").name ?? ""));
		return { code: 201, body: { ...success, code: 201 } };
	}
	if (info.name !== undefined) throw methodNotAllowed();
	if (info.kind.namespaced && info.namespace === undefined) throw methodNotAllowed();
	const target = { kind: info.kind, namespace: info.namespace, dryRun: isDryRun(query) };
	return { code: 201, body: createObject(call.api.cluster, target, body) };
}

function putScale(call: Call, name: string, scale: unknown): Answer {
	const updated = updateObject(call.api.cluster, addressOf(call, name), withScale(current(call, name), scale));
	return { code: 200, body: toScale(updated) };
}

function finalize(call: Call, name: string, body: JsonObject): Answer {
	const namespace = current(call, name);
	const updated = updateObject(call.api.cluster, addressOf(call, name), { ...namespace, spec: body.spec ?? {} });
	return { code: 200, body: updated };
}

/** Answers a PUT of an object, its status, its scale or a namespace's finalizers. */
export async function put(call: Call): Promise<Answer> {
	const { name, subresource } = call.info;
	if (name === undefined) throw methodNotAllowed();
	const body = await bodyOf(call);
	if (subresource === "scale") return putScale(call, name, body);
	if (subresource === "finalize") return finalize(call, name, body);
	if (subresource && subresource !== "status") throw methodNotAllowed();
	const { store } = call.api.cluster;
	const { kind, namespace } = call.info;
	// An update of a Lease or an Event that is not there is a 404, as of any other kind.
	if (!store.get<string>(kind.key, namespace, name)) throw notFound(kind, name);
	return { code: 200, body: updateObject(call.api.cluster, addressOf(call, name), body) };
}

function applyNew(call: Call, patch: Patch, name: string): Answer {
	const { kind, namespace } = call.info;
	const body = patched({ apiVersion: groupVersionOf(kind), kind: kind.kind, metadata: { name } }, patch);
	const target = { kind, namespace, dryRun: isDryRun(call.query) };
	return { code: 201, body: createObject(call.api.cluster, target, body) };
}

/** Answers a PATCH in any of the four patch types; a server-side apply is a merge and creates what is not there. */
export async function patch(call: Call): Promise<Answer> {
	const { info, query, request } = call;
	const { name } = info;
	if (name === undefined) throw methodNotAllowed();
	const change = readPatch(request.headers["content-type"], await readText(request));
	const isApply = change.type === "application/apply-patch+yaml";
	if (isApply) {
		checkApplyOptions(query.get("fieldManager"));
		if (!call.api.cluster.store.get<string>(info.kind.key, info.namespace, name)) return applyNew(call, change, name);
	}
	const object = current(call, name);
	if (info.subresource === "scale") return putScale(call, name, patched(toScale(object), change));
	const updated = updateObject(call.api.cluster, addressOf(call, name), patched(object, change));
	return { code: 200, body: updated };
}

async function deleteOptions(call: Call): Promise<DeleteOptions> {
	const options = readDeleteOptions(parseObject(await readText(call.request), call.request.headers["content-type"]));
	const { query } = call;
	const propagation = query.get("propagationPolicy");
	const grace = numberOf(query, "gracePeriodSeconds");
	const merged = {
		...options,
		...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
		...(propagation ? { propagationPolicy: propagation } : {}),
	};
	return readDeleteOptions(merged);
}

const returnsObject = new Set(["pods", "services", "serviceaccounts", "persistentvolumeclaims"]);

/** Answers a DELETE of one object or of all that the selectors match. */
export async function remove(call: Call): Promise<Answer> {
	const { info, query, api } = call;
	const options = await deleteOptions(call);
	const dryRun = isDryRun(query) || (options.dryRun ?? []).includes("All");
	if (info.name === undefined) {
		if (info.kind.key === "namespaces") throw methodNotAllowed();
		const { items } = listObjects(api.cluster.store, info, query);
		for (const { metadata } of items) {
			deleteObject(
				api.cluster,
				{ kind: info.kind, namespace: metadata.namespace, name: metadata.name, dryRun },
				options,
			);
		}
		return {
			code: 200,
			body: { kind: `${info.kind.kind}List`, apiVersion: groupVersionOf(info.kind), metadata: {}, items },
		};
	}
	const { object, gone } = deleteObject(api.cluster, { ...addressOf(call, info.name), dryRun }, options);
	if (!gone || returnsObject.has(info.kind.key)) return { code: 200, body: object };
	const details = {
		name: info.name,
		group: info.kind.group || undefined,
		kind: info.kind.resource,
		uid: object.metadata.uid,
	};
	return { code: 200, body: { ...success, details } };
}
