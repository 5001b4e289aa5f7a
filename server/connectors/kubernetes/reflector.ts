import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { log } from "#server/platform/log.ts";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { readLines } from "./read-lines.ts";
import { collectionPath, type Kind, resourceName } from "./resources.ts";

/** Who listens to a reflector. Callbacks must be quick and must not throw. */
export type Listener<T> = {
	/** Everything there is, after a list; what is not in it is gone. */
	replaced: (objects: T[]) => void;
	changed: (object: T) => void;
	deleted: (object: T) => void;
	/** The cluster answered: list, watch event or bookmark. */
	alive: () => void;
	/** A list or watch failed; it is tried again by itself. */
	failed: (error: KubernetesError) => void;
	/** An object that cannot be read was set aside. */
	quarantined: (name: string, problem: string) => void;
};

/** What to reflect: a kind, and the form of its objects. */
export type Source<T> = { kind: Kind; schema: z.ZodType<T> };

const pageSize = 500;
/** With the grace after it, well below what a half-open connection may go unnoticed (30 s). */
const watchSeconds = 12;
/** A watch without a word that ends sooner was refused by something in between; asking again at once would be a storm. */
const shortestWatchMs = 1_000;
const longestLine = 8 * 1024 * 1024;

const pageSchema = z.object({
	metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
	items: z
		.array(z.unknown())
		.nullish()
		.transform((items) => items ?? []),
});
const watchEventSchema = z.object({
	type: z.enum(["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"]),
	object: z.unknown(),
});
const versionSchema = z.object({ metadata: z.object({ resourceVersion: z.string() }) });
const namedSchema = z.object({ metadata: z.object({ namespace: z.string().optional(), name: z.string() }) });
const statusSchema = z.object({ code: z.number().default(500), message: z.string().default("") });

/**
 * Keeps a listener in step with a kind of a cluster until `signal` aborts: paged list, watch with bookmarks, resumed from the
 * last resourceVersion, listed anew after 410. Failures are waited out with a growing, jittered pause, for ever.
 */
export async function reflect<T>(
	cluster: Cluster,
	source: Source<T>,
	{ listener, signal }: { listener: Listener<T>; signal: AbortSignal },
): Promise<void> {
	const way: Way = { version: null, failures: 0 };
	while (!signal.aborted) {
		try {
			way.version ??= await listAll(cluster, source, { listener, signal });
			way.version = await watchFrom(cluster, source, { version: way.version, listener, signal });
			way.failures = 0;
		} catch (error) {
			if (signal.aborted) return;
			const failure = asKubernetesError(error, source.kind);
			noteFailure(way, error, failure);
			// An old version is nobody's fault, but one after the other would be a storm of lists.
			if (failure.code === "gone" && way.failures === 1) continue;
			listener.failed(failure);
			await sleep(pauseMs(way.failures, failure), undefined, { signal }).catch(() => {});
		}
	}
}

/** Where to go on from, null for a list, and how often it has failed in a row. */
type Way = { version: string | null; failures: number };

function noteFailure(way: Way, error: unknown, { code }: KubernetesError): void {
	if (error instanceof WatchFailure) {
		// A watch that brought news before it broke was a good one.
		if (error.version !== way.version && code !== "unreadable") way.failures = 0;
		way.version = error.version;
	}
	way.failures++;
	// What is too old or cannot be read would come again on resuming; a list tells the truth.
	if (code === "gone" || code === "unreadable") way.version = null;
}

/**
 * A pause of 0.25 s growing to 15 s (60 s where a right is missing), with up to half of it at random; never shorter than the
 * cluster asks for, up to a minute.
 */
function pauseMs(failures: number, { code, retryAfterMs }: KubernetesError): number {
	const most = code === "forbidden" || code === "unauthorized" ? 60_000 : 15_000;
	const base = Math.min(250 * 2 ** Math.min(failures, 8), most);
	const pause = base / 2 + Math.random() * (base / 2);
	return Math.max(pause, Math.min(retryAfterMs ?? 0, 60_000));
}

type Running<T> = { listener: Listener<T>; signal: AbortSignal };

async function listAll<T>(cluster: Cluster, source: Source<T>, { listener, signal }: Running<T>): Promise<string> {
	const objects: T[] = [];
	let next: string | undefined;
	for (;;) {
		const query = new URLSearchParams({ limit: String(pageSize), ...(next && { continue: next }) });
		const answer = await cluster.call({
			verb: "list",
			resource: resourceName(source.kind),
			path: `${collectionPath(source.kind)}?${query}`,
			timeoutMs: 30_000,
			signal,
		});
		const page = pageSchema.parse(answer);
		for (const item of page.items) {
			const object = readObject(item, source, listener);
			if (object) objects.push(object);
		}
		next = page.metadata.continue || undefined;
		if (next) continue;
		listener.replaced(objects);
		return page.metadata.resourceVersion;
	}
}

/** A watch that broke, and how far it had come. */
class WatchFailure extends Error {
	readonly version: string;
	constructor(version: string, cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.version = version;
	}
}

async function watchFrom<T>(
	cluster: Cluster,
	source: Source<T>,
	{ version, listener, signal }: Running<T> & { version: string },
): Promise<string> {
	const resource = resourceName(source.kind);
	const query = new URLSearchParams({
		watch: "true",
		allowWatchBookmarks: "true",
		resourceVersion: version,
		timeoutSeconds: String(watchSeconds + Math.floor(Math.random() * 5)),
	});
	const began = Date.now();
	let last = version;
	let lines = 0;
	try {
		const body = await cluster.open({
			verb: "watch",
			resource,
			path: `${collectionPath(source.kind)}?${query}`,
			idleMs: (watchSeconds + 8) * 1_000,
			signal,
		});
		// Only an answer is a sign of life: a watch is resumed without one, so asking for it is none.
		listener.alive();
		const onTooLong = () => listener.quarantined("?", "larger than 8 MiB");
		for await (const line of readLines(body, { maxBytes: longestLine, onTooLong })) {
			listener.alive();
			lines++;
			last = deliver(JSON.parse(line), source, listener) ?? last;
		}
		if (lines === 0 && Date.now() - began < shortestWatchMs) throw endedAtOnce(resource);
		return last;
	} catch (error) {
		if (error instanceof KubernetesError && error.code === "gone") throw error;
		throw new WatchFailure(last, error);
	}
}

const endedAtOnce = (resource: string) =>
	new KubernetesError({
		...{ code: "server-error", verb: "watch", resource },
		message: "The cluster ended a watch as soon as it began.",
	});

/** Hands one line of a watch on; returns its resourceVersion. Throws KubernetesError for an ERROR event. */
function deliver<T>(line: unknown, source: Source<T>, listener: Listener<T>): string | null {
	const { type, object } = watchEventSchema.parse(line);
	if (type === "ERROR") {
		const { code, message } = statusSchema.parse(object);
		throw new KubernetesError({
			code: code === 410 ? "gone" : "server-error",
			verb: "watch",
			resource: resourceName(source.kind),
			status: code,
			message,
		});
	}
	const version = versionSchema.safeParse(object).data?.metadata.resourceVersion ?? null;
	if (type === "BOOKMARK") return version;
	const read = readObject(object, source, listener);
	if (read) type === "DELETED" ? listener.deleted(read) : listener.changed(read);
	return version;
}

function readObject<T>(item: unknown, source: Source<T>, listener: Listener<T>): T | null {
	const read = readInto(source.schema, item);
	if (read.ok) return read.object;
	const named = namedSchema.safeParse(item).data?.metadata;
	listener.quarantined(named ? `${named.namespace ?? ""}/${named.name}` : "?", read.said);
	return null;
}

/** A schema may also throw, as on what is nested too deep to be walked; that too is this one object's trouble only. */
function readInto<T>(schema: z.ZodType<T>, item: unknown): { ok: true; object: T } | { ok: false; said: string } {
	try {
		const parsed = schema.safeParse(item);
		if (parsed.success) return { ok: true, object: parsed.data };
		const issue = parsed.error.issues[0];
		return { ok: false, said: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}` };
	} catch (error) {
		return { ok: false, said: error instanceof Error ? error.message : String(error) };
	}
}

function asKubernetesError(error: unknown, kind: Kind): KubernetesError {
	if (error instanceof WatchFailure) return asKubernetesError(error.cause, kind);
	if (error instanceof KubernetesError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const unreadable = error instanceof SyntaxError || error instanceof z.ZodError;
	if (unreadable) log.debug({ kind, message }, "a list or watch could not be read");
	const resource = resourceName(kind);
	return new KubernetesError({ code: unreadable ? "unreadable" : "unreachable", verb: "watch", resource, message });
}
