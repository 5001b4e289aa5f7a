import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type ApiClient, ApiError } from "./api-client.ts";

const listSchema = z.object({
	metadata: z.object({ resourceVersion: z.string() }),
	items: z.array(z.unknown()).nullable(),
});
const eventSchema = z.object({ type: z.string(), object: z.unknown() });
const versionedSchema = z.object({ metadata: z.object({ resourceVersion: z.string() }) });
const statusSchema = z.object({ code: z.number().optional(), message: z.string().optional() });

export type ListAndWatch<Item> = {
	/** Path of the collection, such as `/api/v1/pods`. */
	path: string;
	/** Query of list and watch, such as `fieldSelector=spec.nodeName%3Dharbor-1`. */
	query?: string;
	item: z.ZodType<Item>;
	/** The whole collection, at the start and after a gap. */
	onList: (items: Item[]) => void;
	onChange: (type: "ADDED" | "MODIFIED" | "DELETED", item: Item) => void;
	/** Why it is trying again. */
	onTrouble: (reason: string) => void;
	signal: AbortSignal;
};

/**
 * Follows a collection for ever: lists it, watches it, resumes from the last resource version when the stream ends,
 * and lists anew when the server has forgotten that version (410 Gone). Returns only when the signal is aborted.
 */
export async function listAndWatch<Item>(client: ApiClient, follow: ListAndWatch<Item>): Promise<void> {
	let version: string | null = null;
	let delay = 100;
	while (!follow.signal.aborted) {
		try {
			version ??= await list(client, follow);
			for await (const next of watch(client, follow, version)) {
				version = next;
				delay = 100;
			}
			delay = 100;
		} catch (error) {
			if (follow.signal.aborted) return;
			follow.onTrouble(error instanceof Error ? error.message : String(error));
			if (error instanceof ApiError) version = null;
			delay = Math.min(delay * 2, 5000);
		}
		await sleep(delay, undefined, { signal: follow.signal }).catch(() => {});
	}
}

async function list<Item>(client: ApiClient, follow: ListAndWatch<Item>): Promise<string> {
	const path = follow.query ? `${follow.path}?${follow.query}` : follow.path;
	const answer = listSchema.parse(await client.request({ method: "GET", path }));
	follow.onList((answer.items ?? []).map((item) => follow.item.parse(item)));
	return answer.metadata.resourceVersion;
}

/** Yields the resource version to resume from after each event. */
async function* watch<Item>(client: ApiClient, follow: ListAndWatch<Item>, version: string): AsyncGenerator<string> {
	const query = new URLSearchParams(follow.query ?? "");
	query.set("watch", "true");
	query.set("allowWatchBookmarks", "true");
	query.set("resourceVersion", version);
	query.set("timeoutSeconds", String(300 + Math.floor(Math.random() * 300)));
	for await (const line of client.lines(`${follow.path}?${query}`, follow.signal)) {
		const { type, object } = eventSchema.parse(line);
		if (type === "ERROR") {
			const status = statusSchema.parse(object);
			throw new ApiError(status.code ?? 500, status.message ?? "the watch failed");
		}
		if (type === "ADDED" || type === "MODIFIED" || type === "DELETED") follow.onChange(type, follow.item.parse(object));
		yield versionedSchema.parse(object).metadata.resourceVersion;
	}
}
