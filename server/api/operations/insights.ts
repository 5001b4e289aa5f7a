import { z } from "@hono/zod-openapi";
import { getThread } from "#server/insights/get-thread.ts";
import { listThreads, threadFilterSchema } from "#server/insights/list-threads.ts";
import { nodeKindSchema, stationSchema, threadNodeSchema, threadSchema } from "#server/insights/schema.ts";
import { type Operation, operation } from "../operation.ts";

export const insightsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/threads",
		action: "loop.read",
		tag: "Loop",
		summary: "The threads that moved last, or those whose key begins with `q`",
		query: threadFilterSchema,
		response: z.object({ items: z.array(z.object({ node: threadNodeSchema, stations: z.array(stationSchema) })) }),
		run: async ({ actor, query }) => ({ items: await listThreads(actor, query) }),
	}),
	operation({
		method: "get",
		path: "/threads/{kind}/{id}",
		action: "loop.read",
		tag: "Loop",
		summary: "The thread of one thing, both ways: item, commit, run, digest, deployments, alerts, incidents and back",
		params: z.object({ kind: nodeKindSchema, id: z.string().min(1).max(200) }),
		response: threadSchema,
		run: ({ actor, params }) => getThread(actor, params),
	}),
];
