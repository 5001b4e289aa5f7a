import { apiQuery } from "#components/api/query.ts";
import type { Station, Thread, ThreadNode } from "#server/insights/schema.ts";

/** The thread of one thing, both ways. */
export const threadQuery = (kind: ThreadNode["kind"], id: string) =>
	apiQuery<Thread>(`/threads/${kind}/${encodeURIComponent(id)}`, ["threads", `${kind}:${id}`]);

/** The threads that moved last, or those whose key begins with `q`. */
export const threadsQuery = (q: string) =>
	apiQuery<{ items: { node: ThreadNode; stations: Station[] }[] }>(
		q ? `/threads?q=${encodeURIComponent(q)}` : "/threads",
		["threads"],
	);
