import { z } from "@hono/zod-openapi";
import { listEnvironments } from "#server/deployments/environments/list-environments.ts";
import { environmentRulesSchema, environmentSchema } from "#server/deployments/environments/schema.ts";
import { setEnvironmentRules } from "#server/deployments/environments/set-environment-rules.ts";
import { createFreeze } from "#server/deployments/freezes/create-freeze.ts";
import { endFreeze } from "#server/deployments/freezes/end-freeze.ts";
import { listFreezes } from "#server/deployments/freezes/list-freezes.ts";
import { createFreezeSchema, freezeSchema } from "#server/deployments/freezes/schema.ts";
import { listReadiness } from "#server/deployments/readiness/list-readiness.ts";
import { placeReadinessSchema } from "#server/deployments/readiness/schema.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Environments";
const environment = z.object({ environment: z.string().min(1).max(63) });

export const environmentsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/environments",
		action: "deployments.read",
		tag,
		summary: "Environments in promotion order, with what each asks of a deployment",
		response: z.object({ items: z.array(environmentSchema) }),
		run: ({ actor }) => listEnvironments(actor),
	}),
	operation({
		method: "patch",
		path: "/environments/{environment}",
		action: "environment.configure",
		tag,
		summary: "Approval, soak time and the weight of each gate; what is not named stays",
		params: environment,
		body: environmentRulesSchema,
		response: z.object({}),
		run: async ({ actor, params, body }) => {
			await setEnvironmentRules(actor, params.environment, body);
			return {};
		},
	}),
	operation({
		method: "get",
		path: "/environments/{environment}/freezes",
		action: "deployments.read",
		tag,
		summary: "Freeze windows, each with its running and its next occurrence",
		params: environment,
		response: z.object({ items: z.array(freezeSchema) }),
		run: ({ actor, params }) => listFreezes(actor, params.environment),
	}),
	operation({
		method: "post",
		path: "/environments/{environment}/freezes",
		action: "environment.configure",
		tag,
		summary: "Declare a freeze window, once or recurring, in its own time zone",
		params: environment,
		body: createFreezeSchema,
		response: z.object({ id: z.string() }),
		status: 201,
		run: ({ actor, params, body }) => createFreeze(actor, params.environment, body),
	}),
	operation({
		method: "get",
		path: "/services/{service}/readiness",
		action: "deployments.read",
		tag: "Deployments",
		summary: "Rules of production readiness of a service, by environment: which hold, which fail and why",
		params: z.object({ service: z.string().min(1).max(253) }),
		response: z.object({ items: z.array(placeReadinessSchema) }),
		run: ({ actor, params }) => listReadiness(actor, params.service),
	}),
	operation({
		method: "delete",
		path: "/freezes/{id}",
		action: "environment.configure",
		tag,
		summary: "End a freeze window for good",
		params: z.object({ id: z.uuid() }),
		response: z.object({}),
		run: async ({ actor, params }) => {
			await endFreeze(actor, params.id);
			return {};
		},
	}),
];
