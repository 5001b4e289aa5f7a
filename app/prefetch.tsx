import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import type { QueryMeta } from "#components/api/query.ts";
import { makeQueryClient } from "#components/api/query-client.ts";
import { readApi } from "#server/web/answer-api.ts";
import { requireActor } from "./require-actor.ts";

/** What `apiQuery` and `apiPages` make, as far as a page needs it. */
type Readable = { queryKey: readonly unknown[]; meta?: QueryMeta | undefined; initialPageParam?: unknown };

/**
 * Reads queries on the server, as the visitor, and hands them to the screens inside.
 * What cannot be read is read again by the browser, which shows the error.
 */
export async function Prefetch({ queries, children }: { queries: readonly Readable[]; children: ReactNode }) {
	await requireActor();
	const [client, requestHeaders] = [makeQueryClient(), await headers()];
	await Promise.all(
		queries.map(async ({ queryKey, meta, initialPageParam }) => {
			if (!meta?.path) return;
			const answer = await readApi(meta.path, requestHeaders).catch(() => undefined);
			if (answer === undefined) return;
			client.setQueryData(
				[...queryKey],
				initialPageParam === undefined ? answer : { pages: [answer], pageParams: [initialPageParam] },
			);
		}),
	);
	return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
