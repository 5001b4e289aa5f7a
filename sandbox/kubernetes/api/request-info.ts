import type { Kind } from "../objects/kinds.ts";
import { findKind } from "../objects/kinds.ts";

/** What the path of a request addresses. */
export type RequestInfo = {
	kind: Kind;
	namespace: string | undefined;
	name: string | undefined;
	subresource: string | undefined;
	/** What stands behind the subresource; of a proxy only. */
	rest?: string[];
};

function namespacedParts(rest: string[]): { namespace: string | undefined; parts: string[] } {
	// A namespace's own subresources look like resources in it.
	const own = rest.length <= 2 || ["status", "finalize"].includes(rest[2] ?? "");
	if (rest[0] !== "namespaces" || own) return { namespace: undefined, parts: rest };
	return { namespace: rest[1], parts: rest.slice(2) };
}

/** Reads `/api/v1/…` and `/apis/<group>/<version>/…`; undefined when nothing is served there. */
export function parsePath(path: string): RequestInfo | undefined {
	const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
	const isCore = parts[0] === "api";
	if (!isCore && parts[0] !== "apis") return undefined;
	const [group = "", version = ""] = isCore ? ["", parts[1]] : [parts[1], parts[2]];
	const { namespace, parts: rest } = namespacedParts(parts.slice(isCore ? 2 : 3));
	const [resource = "", name, subresource, ...more] = rest;
	const kind = findKind(group, version, resource);
	if (!kind || (more.length > 0 && subresource !== "proxy")) return undefined;
	if (namespace !== undefined && !kind.namespaced) return undefined;
	if (kind.namespaced && name !== undefined && namespace === undefined) return undefined;
	if (subresource !== undefined && !kind.subresources.includes(subresource)) return undefined;
	return { kind, namespace, name, subresource, rest: more };
}
