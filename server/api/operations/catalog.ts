import { z } from "@hono/zod-openapi";
import { syncCatalog } from "#server/catalog/sync-catalog.ts";
import { getCatalogFacets } from "#server/views/services/get-catalog-facets.ts";
import { getService } from "#server/views/services/get-service.ts";
import { listActivity } from "#server/views/services/list-activity.ts";
import { listCatalogProblems } from "#server/views/services/list-catalog-problems.ts";
import { listServices, serviceFilterSchema } from "#server/views/services/list-services.ts";
import {
	activitySchema,
	catalogFacetsSchema,
	catalogProblemSchema,
	serviceRowSchema,
	serviceSchema,
} from "#server/views/services/schema.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Catalog";
const byName = z.object({ name: z.string().min(1).max(63) });

export const catalogOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services",
		action: "catalog.read",
		tag,
		summary: "Services by name, with what runs of each",
		query: serviceFilterSchema,
		response: pageOf(serviceRowSchema),
		run: ({ actor, query }) => listServices(actor, query),
	}),
	operation({
		method: "get",
		path: "/services/{name}",
		action: "catalog.read",
		tag,
		summary: "One service: owner, environments, alerts, dependencies, catalog problems",
		params: byName,
		response: serviceSchema,
		run: ({ actor, params }) => getService(actor, params.name),
	}),
	operation({
		method: "get",
		path: "/services/{name}/activity",
		action: "catalog.read",
		tag,
		summary: "What happened to a service, latest first",
		params: byName,
		query: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(30) }),
		response: pageOf(activitySchema),
		run: ({ actor, params, query }) => listActivity(actor, { ...params, ...query }),
	}),
	operation({
		method: "get",
		path: "/catalog/facets",
		action: "catalog.read",
		tag,
		summary: "Values that services can be filtered by, with counts",
		response: catalogFacetsSchema,
		run: ({ actor }) => getCatalogFacets(actor),
	}),
	operation({
		method: "get",
		path: "/catalog/problems",
		action: "catalog.read",
		tag,
		summary: "Catalog files that could not be read in full",
		response: z.object({ items: z.array(catalogProblemSchema) }),
		run: ({ actor }) => listCatalogProblems(actor),
	}),
	operation({
		method: "post",
		path: "/catalog/sync",
		action: "catalog.sync",
		tag,
		summary: "Read the catalog files again now, of one service or of the whole organisation",
		body: z.strictObject({ service: z.string().max(63).nullable() }),
		response: z.object({ accepted: z.literal(true) }),
		status: 202,
		run: async ({ actor, body, requestId }) => {
			await syncCatalog(actor, { service: body.service, requestId });
			return { accepted: true as const };
		},
	}),
];
