import type { ServerResponse } from "node:http";
import { groupVersionOf } from "../objects/kinds.ts";
import type { KubeObject } from "../objects/types.ts";
import type { Change, ChangeType, Store } from "../storage/store.ts";
import type { Filter } from "./filter.ts";
import { filterOf } from "./filter.ts";
import { checkListOptions, numberOf } from "./list-objects.ts";
import type { RequestInfo } from "./request-info.ts";
import { expired, StatusError } from "./status-error.ts";

const bookmarkEveryMs = 60_000;
const bookmarkBeforeEndMs = 2_000;

/** How an object looks in an event: as itself, or as a row of a table. */
type Render = (object: KubeObject) => object;

/** What a change means to a watcher that only sees part of the objects. */
function seenThrough(filter: Filter, change: Change): ChangeType | undefined {
	const now = change.type !== "DELETED" && filter(change.object);
	const before = change.previous !== undefined && filter(change.previous);
	if (now) return before ? "MODIFIED" : "ADDED";
	return before ? "DELETED" : undefined;
}

type Watch = {
	store: Store;
	info: RequestInfo;
	query: URLSearchParams;
	render: Render;
	response: ServerResponse;
};

function send(watch: Watch, type: string, object: object): void {
	watch.response.write(`${JSON.stringify({ type, object })}\n`);
}

function bookmark(watch: Watch, annotations?: Record<string, string>): void {
	const { kind } = watch.info;
	const metadata = {
		resourceVersion: String(watch.store.revision),
		creationTimestamp: null,
		...(annotations ? { annotations } : {}),
	};
	send(watch, "BOOKMARK", { kind: kind.kind, apiVersion: groupVersionOf(kind), metadata });
}

/** What happened since the revision asked for; everything there is, when none is asked for. */
function sendPast(watch: Watch, deliver: (change: Change) => void): void {
	const { store, info, query } = watch;
	const asked = numberOf(query, "resourceVersion") ?? 0;
	const initial = query.get("sendInitialEvents");
	if (initial === "true" || (initial === null && asked === 0)) {
		for (const object of store.list<string>(info.kind.key, info.namespace)) {
			deliver({ revision: Number(object.metadata.resourceVersion), key: info.kind.key, type: "ADDED", object });
		}
		if (initial === "true") bookmark(watch, { "k8s.io/initial-events-end": "true" });
		return;
	}
	if (asked > 0 && asked < store.oldest) throw expired(`too old resource version: ${asked} (${store.oldest})`);
	if (asked > 0) for (const change of store.changesAfter(info.kind.key, asked)) deliver(change);
}

function endAfterMs(query: URLSearchParams): number {
	const asked = numberOf(query, "timeoutSeconds");
	return asked ? asked * 1000 : 1_800_000 * (1 + Math.random());
}

function scheduleBookmarks(watch: Watch, lastsMs: number): () => void {
	const allowed = ["true", "1"].includes(watch.query.get("allowWatchBookmarks") ?? "");
	if (!allowed) return () => undefined;
	const every = setInterval(() => bookmark(watch), bookmarkEveryMs);
	const last = setTimeout(() => bookmark(watch), Math.max(0, lastsMs - bookmarkBeforeEndMs));
	return () => {
		clearInterval(every);
		clearTimeout(last);
	};
}

/**
 * Streams changes as lines of JSON until the client goes or the time is over. As in the real server, a revision that
 * is too old is told inside the stream, as an ERROR event after 200.
 * @throws StatusError before the stream begins: 400 and 422 for options that cannot be
 */
export function watchObjects(watch: Watch): void {
	const { store, info, query, render, response } = watch;
	checkListOptions(query, true);
	const filter = filterOf(info.kind, query, info.name);
	const lastsMs = endAfterMs(query);
	const deliver = (change: Change) => {
		if (change.key !== info.kind.key) return;
		if (info.namespace && change.object.metadata.namespace !== info.namespace) return;
		const type = seenThrough(filter, change);
		if (type) send(watch, type, render(change.object));
	};
	response.writeHead(200, { "content-type": "application/json" });
	response.flushHeaders();
	try {
		sendPast(watch, deliver);
	} catch (error) {
		if (!(error instanceof StatusError)) throw error;
		send(watch, "ERROR", error.toStatus());
		response.end();
		return;
	}
	const unsubscribe = store.subscribe(deliver);
	const stopBookmarks = scheduleBookmarks(watch, lastsMs);
	const stop = () => {
		unsubscribe();
		stopBookmarks();
		clearTimeout(end);
	};
	// Nothing may be written after the end, and a slow reader's connection closes long after it.
	const end = setTimeout(() => {
		stop();
		response.end();
	}, lastsMs);
	response.on("close", stop);
}
