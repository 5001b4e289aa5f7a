import { z } from "@hono/zod-openapi";
import { getDeployment } from "#server/deployments/get-deployment.ts";
import { getDeploymentPlan } from "#server/deployments/get-deployment-plan.ts";
import { liftHold } from "#server/deployments/lift-hold.ts";
import { listDeployments } from "#server/deployments/list-deployments.ts";
import { listHolds } from "#server/deployments/list-holds.ts";
import { listPlaces } from "#server/deployments/list-places.ts";
import { listRevisions } from "#server/deployments/list-revisions.ts";
import { previewRollback } from "#server/deployments/preview-rollback.ts";
import { requestDeployment } from "#server/deployments/request-deployment.ts";
import { rollBackDeployment } from "#server/deployments/roll-back-deployment.ts";
import { getRollbackSafety } from "#server/deployments/rollback-checks/get-rollback-safety.ts";
import { rollbackSafetySchema } from "#server/deployments/rollback-checks/schema.ts";
import {
	autoRollbackInputSchema,
	deploymentDetailSchema,
	deploymentKindSchema,
	deploymentRowSchema,
	deploymentStatusSchema,
	holdSchema,
	liftHoldSchema,
	placeSchema,
	planQuerySchema,
	planSchema,
	previewRollbackSchema,
	requestDeploymentSchema,
	revisionSchema,
	rollBackSchema,
	rollbackPreviewSchema,
} from "#server/deployments/schema.ts";
import { setAutoRollback } from "#server/deployments/set-auto-rollback.ts";
import { type Operation, operation, pageOf, pageQuery } from "../operation.ts";

const tag = "Deployments";
const name = z.string().min(1).max(253);
const id = z.object({ id: z.uuid() });
const accepted = z.object({ id: z.string() });
/** "failed,rolled_back": several values of a closed set in one parameter. */
const listOf = <T extends z.ZodType<string, string>>(item: T) =>
	z
		.string()
		.max(300)
		.transform((text) => text.split(",").filter(Boolean))
		.pipe(z.array(item));

const reads: Operation[] = [
	operation({
		method: "get",
		path: "/deployments",
		action: "deployments.read",
		tag,
		summary: "Deployments, rollbacks and changes made outside Lazo, newest first",
		query: z.object({
			...pageQuery,
			service: name.optional(),
			environment: name.optional(),
			team: name.optional(),
			digest: z.string().max(80).optional(),
			status: listOf(deploymentStatusSchema).optional(),
			kind: listOf(deploymentKindSchema).optional(),
		}),
		response: pageOf(deploymentRowSchema),
		run: ({ actor, query }) => listDeployments(actor, query),
	}),
	operation({
		method: "get",
		path: "/deployments/{id}",
		action: "deployments.read",
		tag,
		summary: "A deployment with its pods, events and outcome",
		params: id,
		response: deploymentDetailSchema,
		run: ({ actor, params }) => getDeployment(actor, params.id),
	}),
	operation({
		method: "get",
		path: "/deployment-plan",
		action: "deployments.read",
		tag,
		summary: "What a deployment would change, and every gate in front of it",
		query: planQuerySchema,
		response: planSchema,
		run: ({ actor, query }) => getDeploymentPlan(actor, query),
	}),
	operation({
		method: "get",
		path: "/service-environments",
		action: "deployments.read",
		tag,
		summary: "What runs where: services by environment, by the pods' own word",
		query: z.object({ ...pageQuery, service: name.optional(), environment: name.optional(), team: name.optional() }),
		response: pageOf(placeSchema),
		run: ({ actor, query }) => listPlaces(actor, query),
	}),
	operation({
		method: "get",
		path: "/services/{service}/revisions",
		action: "deployments.read",
		tag,
		summary: "Every template that ran in an environment, and the one a rollback would choose",
		params: z.object({ service: name }),
		query: z.object({ environment: name }),
		response: z.object({ items: z.array(revisionSchema) }),
		run: ({ actor, params, query }) => listRevisions(actor, { ...params, ...query }),
	}),
	operation({
		method: "get",
		path: "/holds",
		action: "deployments.read",
		tag,
		summary: "Versions that may not be deployed",
		query: z.object({ service: name.optional(), lifted: z.stringbool().optional() }),
		response: z.object({ items: z.array(holdSchema) }),
		run: ({ actor, query }) => listHolds(actor, query),
	}),
	operation({
		method: "get",
		path: "/rollback-preview",
		action: "deployments.read",
		tag,
		summary: "What a rollback would change, by a dry run of the cluster",
		query: z.object(previewRollbackSchema.shape),
		response: rollbackPreviewSchema,
		run: ({ actor, query }) => previewRollback(actor, query),
	}),
	operation({
		method: "get",
		path: "/rollback-safety",
		action: "deployments.read",
		tag,
		summary: "What a rollback would take away, and what may go wrong with it",
		query: z.object(previewRollbackSchema.shape),
		response: rollbackSafetySchema,
		run: ({ actor, query }) => getRollbackSafety(actor, query),
	}),
];

const writes: Operation[] = [
	operation({
		method: "post",
		path: "/deployments",
		action: "deployment.request",
		tag,
		summary: "Deploy a version to an environment",
		body: requestDeploymentSchema,
		response: accepted,
		status: 202,
		run: ({ actor, body }) => requestDeployment(actor, body),
	}),
	operation({
		method: "post",
		path: "/rollbacks",
		action: "deployment.rollback",
		tag,
		summary: "Go back to a revision that ran before; aborts a rollout under way",
		body: rollBackSchema,
		response: accepted,
		status: 202,
		run: ({ actor, body }) => rollBackDeployment(actor, body),
	}),
	operation({
		method: "post",
		path: "/holds/{id}/lift",
		action: "hold.lift",
		tag,
		summary: "Let a held version be deployed again",
		params: id,
		body: liftHoldSchema,
		response: accepted,
		run: ({ actor, params, body }) => liftHold(actor, params.id, body),
	}),
	operation({
		method: "put",
		path: "/auto-rollback",
		action: "environment.configure",
		tag,
		summary: "What happens by itself when a deployment goes wrong, for an environment or one service in it",
		body: autoRollbackInputSchema,
		response: z.object({}),
		run: async ({ actor, body }) => {
			await setAutoRollback(actor, body);
			return {};
		},
	}),
];

export const deploymentsOperations: Operation[] = [...reads, ...writes];
