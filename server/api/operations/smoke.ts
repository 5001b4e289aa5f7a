import { z } from "@hono/zod-openapi";
import { listSmokeTests } from "#server/deployments/smoke/list-smoke-tests.ts";
import { placeSmokeSchema, smokeTestSchema } from "#server/deployments/smoke/schema.ts";
import { setSmokeTest } from "#server/deployments/smoke/set-smoke-test.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Deployments";
const name = z.string().min(1).max(253);

export const smokeOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{service}/smoke-tests",
		action: "deployments.read",
		tag,
		summary: "What a new version of a service must answer, by environment",
		params: z.object({ service: name }),
		response: z.object({ items: z.array(placeSmokeSchema) }),
		run: ({ actor, params }) => listSmokeTests(actor, params.service),
	}),
	operation({
		method: "put",
		path: "/services/{service}/smoke-tests/{environment}",
		action: "environment.configure",
		tag,
		summary: "Say what a new version must answer after its rollout; one that does not has failed",
		params: z.object({ service: name, environment: name }),
		body: z.strictObject({ test: smokeTestSchema.nullable() }),
		response: z.object({ ok: z.literal(true) }),
		run: async ({ actor, params, body }) => {
			await setSmokeTest(actor, params, body.test);
			return { ok: true as const };
		},
	}),
];
