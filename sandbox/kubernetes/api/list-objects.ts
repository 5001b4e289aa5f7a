import { z } from "zod";
import type { KubeObject } from "../objects/types.ts";
import type { Store } from "../storage/store.ts";
import { filterOf } from "./filter.ts";
import type { RequestInfo } from "./request-info.ts";
import { badRequest, expired, invalid, StatusError } from "./status-error.ts";

type Page = { items: KubeObject[]; revision: number; continueToken?: string; remaining?: number };

const tokenSchema = z.object({
	/** Revision all pages are read at; -1 where the pages need not agree. */
	rv: z.number(),
	/** Namespace and name of the last object that was given. */
	after: z.string(),
});
type Token = z.infer<typeof tokenSchema>;

const expiredPages =
	"The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

function encode(token: Token): string {
	return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function decode(text: string): Token {
	try {
		return tokenSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
	} catch {
		throw badRequest("continue key is not valid: the token cannot be read");
	}
}

/** Reads a number of the query. @throws StatusError 400 */
export function numberOf(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (!text) return undefined;
	if (!/^\d+$/.test(text)) throw badRequest(`strconv.ParseUint: parsing "${text}": invalid syntax`);
	return Number(text);
}

/** A client that has seen more than this server must wait for it, not go back in time. */
function checkNotAhead(store: Store, revision: number): void {
	if (revision <= store.revision) return;
	throw new StatusError(504, "Timeout", {
		message: `Timeout: Too large resource version: ${revision}, current: ${store.revision}`,
		details: {
			causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
			retryAfterSeconds: 1,
		},
	});
}

function forbiddenOption(field: string, why: string): StatusError {
	return invalid({ kind: "ListOptions", group: "meta.k8s.io" }, "", [
		{ reason: "FieldValueForbidden", message: `Forbidden: ${why}`, field },
	]);
}

/** Options that only make sense together. @throws StatusError 422 */
export function checkListOptions(query: URLSearchParams, isWatch: boolean): void {
	const match = query.get("resourceVersionMatch");
	const initial = query.get("sendInitialEvents");
	if (initial !== null && !isWatch)
		throw forbiddenOption("sendInitialEvents", "sendInitialEvents is forbidden for list");
	if (initial !== null && match !== "NotOlderThan") {
		throw forbiddenOption(
			"resourceVersionMatch",
			"sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
		);
	}
	if (match && isWatch && initial === null) {
		throw forbiddenOption(
			"resourceVersionMatch",
			"resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
		);
	}
	if (match && !isWatch && !query.get("resourceVersion")) {
		throw forbiddenOption(
			"resourceVersionMatch",
			"resourceVersionMatch is forbidden unless resourceVersion is provided",
		);
	}
}

function snapshotRevision(store: Store, query: URLSearchParams): number {
	const asked = numberOf(query, "resourceVersion") ?? 0;
	checkNotAhead(store, asked);
	if (query.get("resourceVersionMatch") !== "Exact") return store.revision;
	if (asked < store.oldest) throw expired("The provided resource version is too old and no longer available.");
	return asked;
}

function idOf(object: KubeObject): string {
	const { namespace, name } = object.metadata;
	return namespace ? `${namespace}/${name}` : name;
}

function resumedAt(store: Store, token: Token | undefined): number | undefined {
	if (!token) return undefined;
	if (token.rv < 0) return store.revision;
	if (token.rv < store.oldest) throw expired(expiredPages, encode({ rv: -1, after: token.after }));
	return token.rv;
}

/**
 * One page of a list, all pages read at one revision.
 * @throws StatusError 400, 410 when the pages' revision is no longer known, 504 when asked for the future
 */
export function listObjects(store: Store, info: RequestInfo, query: URLSearchParams): Page {
	checkListOptions(query, false);
	const filter = filterOf(info.kind, query, info.name);
	const text = query.get("continue");
	const token = text ? decode(text) : undefined;
	if (token && numberOf(query, "resourceVersion")) {
		throw badRequest("specifying resource version is not allowed when using continue");
	}
	const revision = resumedAt(store, token) ?? snapshotRevision(store, query);
	const all = store.listAt(info.kind.key, info.namespace, revision).filter(filter);
	const rest = token ? all.filter((object) => idOf(object) > token.after) : all;
	const limit = numberOf(query, "limit") ?? 0;
	if (limit === 0 || rest.length <= limit) return { items: rest, revision };
	const items = rest.slice(0, limit);
	const last = items.at(-1);
	const remaining = rest.length - limit;
	const continueToken = encode({ rv: revision, after: last ? idOf(last) : "" });
	// With selectors the real server does not know how many remain either.
	const selected = query.get("labelSelector") || query.get("fieldSelector");
	return { items, revision, continueToken, ...(selected ? {} : { remaining }) };
}
