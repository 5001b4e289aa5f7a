import { z } from "@hono/zod-openapi";
import { searchHitSchema } from "#server/views/search/schema.ts";
import { searchEverything } from "#server/views/search/search-everything.ts";
import { type Operation, operation } from "../operation.ts";

export const searchOperations: Operation[] = [
	operation({
		method: "get",
		path: "/search",
		action: "catalog.read",
		tag: "Search",
		summary: "Find services, items, deployments and incidents",
		query: z.object({ q: z.string().max(100) }),
		response: z.object({ items: z.array(searchHitSchema) }),
		run: async ({ actor, query }) => ({ items: await searchEverything(actor, query.q) }),
	}),
];
