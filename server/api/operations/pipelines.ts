import { z } from "@hono/zod-openapi";
import { requestRun, requestRunInput } from "#server/pipelines/dispatch/request-run.ts";
import { getRun } from "#server/pipelines/get-run.ts";
import { getRunRequest } from "#server/pipelines/get-run-request.ts";
import { listPullRequests, pullFilterSchema } from "#server/pipelines/list-pull-requests.ts";
import { listRefs } from "#server/pipelines/list-refs.ts";
import { listRuns, runFilterSchema } from "#server/pipelines/list-runs.ts";
import { listWorkflows } from "#server/pipelines/list-workflows.ts";
import {
	pullRequestSchema,
	refSchema,
	runRequestSchema,
	runSchema,
	runSummarySchema,
	workflowSchema,
} from "#server/pipelines/schema.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Pipelines";
const byName = z.object({ name: z.string().min(1).max(63) });
const byId = z.object({ id: z.uuid() });

export const pipelinesOperations: Operation[] = [
	operation({
		method: "get",
		path: "/runs",
		action: "pipelines.read",
		tag,
		summary: "Workflow runs, newest first",
		query: runFilterSchema,
		response: pageOf(runSummarySchema),
		run: ({ actor, query }) => listRuns(actor, query),
	}),
	operation({
		method: "get",
		path: "/runs/{id}",
		action: "pipelines.read",
		tag,
		summary: "One run with its jobs and steps",
		params: byId,
		response: runSchema,
		run: ({ actor, params }) => getRun(actor, params.id),
	}),
	operation({
		method: "get",
		path: "/services/{name}/workflows",
		action: "pipelines.read",
		tag,
		summary: "Workflows of a service and the inputs of those that can be started by hand",
		params: byName,
		response: z.object({ items: z.array(workflowSchema) }),
		run: ({ actor, params }) => listWorkflows(actor, params.name),
	}),
	operation({
		method: "get",
		path: "/services/{name}/pull-requests",
		action: "pipelines.read",
		tag,
		summary: "Pull requests of a service, oldest first",
		params: byName,
		query: pullFilterSchema,
		response: pageOf(pullRequestSchema),
		run: ({ actor, params, query }) => listPullRequests(actor, { service: params.name, ...query }),
	}),
	operation({
		method: "get",
		path: "/workflows/{id}/refs",
		action: "pipelines.read",
		tag,
		summary: "Branches and tags a workflow can run on",
		params: byId,
		response: z.object({ items: z.array(refSchema), live: z.boolean() }),
		run: ({ actor, params }) => listRefs(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/workflows/{id}/runs",
		action: "run.dispatch",
		tag,
		summary: "Start a workflow by hand",
		params: byId,
		body: requestRunInput.omit({ workflowId: true }),
		response: z.object({ id: z.string() }),
		status: 202,
		run: ({ actor, params, body, requestId }) => requestRun(actor, { workflowId: params.id, ...body }, requestId),
	}),
	operation({
		method: "get",
		path: "/run-requests/{id}",
		action: "pipelines.read",
		tag,
		summary: "What became of a request for a run",
		params: byId,
		response: runRequestSchema,
		run: ({ actor, params }) => getRunRequest(actor, params.id),
	}),
];
