import { z } from "@hono/zod-openapi";
import { listWays } from "#server/deployments/ways/list-ways.ts";
import { placeWaySchema, waySchema } from "#server/deployments/ways/schema.ts";
import { setWay } from "#server/deployments/ways/set-way.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Deployments";
const name = z.string().min(1).max(253);

export const waysOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{service}/ways",
		action: "deployments.read",
		tag,
		summary: "How versions get to a service, by environment",
		params: z.object({ service: name }),
		response: z.object({ items: z.array(placeWaySchema) }),
		run: ({ actor, params }) => listWays(actor, params.service),
	}),
	operation({
		method: "put",
		path: "/services/{service}/ways/{environment}",
		action: "environment.configure",
		tag,
		summary: "Choose how versions get to a service in an environment, from the next deployment on",
		params: z.object({ service: name, environment: z.string().min(1).max(63) }),
		body: waySchema,
		response: z.object({}),
		run: async ({ actor, params, body }) => {
			await setWay(actor, params, body);
			return {};
		},
	}),
];
