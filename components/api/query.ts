import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch, withQuery } from "./client.ts";

declare module "@tanstack/react-query" {
	interface Register {
		queryMeta: QueryMeta;
	}
}

/** `path` is what is read; `live` are the keys whose change makes it old. */
export type QueryMeta = { path?: `/${string}`; live?: readonly string[] };

/** What every list answers. */
export type Page<T> = { items: T[]; nextCursor: string | null; total?: number };

/** A read of the API: one path is one cache entry, on the server and in the browser. `live` names the keys that make it old. */
export function apiQuery<T>(path: `/${string}`, live: readonly string[] = []) {
	return queryOptions({
		queryKey: ["api", path] as const,
		queryFn: ({ signal }) => apiFetch<T>(path, { signal }),
		placeholderData: keepPreviousData,
		meta: { path, live },
	});
}

/** A list of the API, page by page. `path` carries the filters, not the cursor. */
export function apiPages<T>(path: `/${string}`, live: readonly string[] = []) {
	return infiniteQueryOptions({
		queryKey: ["api", path, "pages"] as const,
		queryFn: ({ signal, pageParam }) => apiFetch<Page<T>>(pagePath(path, pageParam), { signal }),
		initialPageParam: null as string | null,
		getNextPageParam: (last: Page<T>) => last.nextCursor,
		placeholderData: keepPreviousData,
		meta: { path, live },
	});
}

function pagePath(path: `/${string}`, cursor: string | null): `/${string}` {
	if (!cursor) return path;
	return path.includes("?") ? `${path}&cursor=${encodeURIComponent(cursor)}` : withQuery(path, { cursor });
}
