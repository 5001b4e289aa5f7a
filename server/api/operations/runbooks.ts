import { z } from "@hono/zod-openapi";
import { addRunbook } from "#server/incidents/runbooks/add-runbook.ts";
import { askRunbook } from "#server/incidents/runbooks/ask-runbook.ts";
import { changeRunbook, removeRunbook } from "#server/incidents/runbooks/change-runbook.ts";
import { decideRunbookRun } from "#server/incidents/runbooks/decide-runbook-run.ts";
import { getRunbookRun } from "#server/incidents/runbooks/get-runbook-run.ts";
import { listRunbookRuns } from "#server/incidents/runbooks/list-runbook-runs.ts";
import { listRunbooks } from "#server/incidents/runbooks/list-runbooks.ts";
import {
	askRunbookSchema,
	decideRunbookSchema,
	runbookRulesSchema,
	runbookRunDetailSchema,
	runbookRunFilterSchema,
	runbookRunSchema,
	runbookSchema,
	runbookStatusSchema,
} from "#server/incidents/runbooks/schema.ts";
import { stopRunbookRun } from "#server/incidents/runbooks/stop-runbook-run.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Runbooks";
const byService = z.object({ service: z.string().min(1).max(253) });
const byId = z.object({ id: z.uuid() });
const ok = z.object({ ok: z.literal(true) });

export const runbooksOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{service}/runbooks",
		action: "incidents.read",
		tag,
		summary: "Runbooks of a service, each with its form and its latest run",
		params: byService,
		response: z.object({ items: z.array(runbookSchema), mayAdd: z.boolean() }),
		run: ({ actor, params }) => listRunbooks(actor, params.service),
	}),
	operation({
		method: "post",
		path: "/services/{service}/runbooks",
		action: "runbook.configure",
		tag,
		summary: "Make a workflow of a service's repository one of its runbooks",
		params: byService,
		body: runbookRulesSchema,
		response: z.object({ id: z.uuid() }),
		status: 201,
		run: ({ actor, params, body }) => addRunbook(actor, params.service, body),
	}),
	operation({
		method: "put",
		path: "/runbooks/{id}",
		action: "runbook.configure",
		tag,
		summary: "Change what a runbook is",
		params: byId,
		body: runbookRulesSchema,
		response: ok,
		run: async ({ actor, params, body }) => {
			await changeRunbook(actor, params.id, body);
			return { ok: true as const };
		},
	}),
	operation({
		method: "delete",
		path: "/runbooks/{id}",
		action: "runbook.configure",
		tag,
		summary: "Take a runbook away; what it did stays",
		params: byId,
		response: ok,
		run: async ({ actor, params }) => {
			await removeRunbook(actor, params.id);
			return { ok: true as const };
		},
	}),
	operation({
		method: "post",
		path: "/runbooks/{id}/runs",
		action: "runbook.run",
		tag,
		summary:
			"Run a runbook in one of its environments, for an incident if there is one; it may wait for somebody's word",
		params: byId,
		body: askRunbookSchema,
		response: z.object({ id: z.uuid(), waits: z.boolean() }),
		status: 202,
		run: ({ actor, params, body }) => askRunbook(actor, params.id, body),
	}),
	operation({
		method: "get",
		path: "/runbook-runs",
		action: "incidents.read",
		tag,
		summary: "Runs of runbooks, newest first",
		query: runbookRunFilterSchema,
		response: pageOf(runbookRunSchema),
		run: ({ actor, query }) => listRunbookRuns(actor, query),
	}),
	operation({
		method: "get",
		path: "/runbook-runs/{id}",
		action: "incidents.read",
		tag,
		summary: "One run of a runbook, with the end of what it wrote",
		params: byId,
		response: runbookRunDetailSchema,
		run: ({ actor, params }) => getRunbookRun(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/runbook-runs/{id}/decide",
		action: "runbook.run",
		tag,
		summary: "Approve, which starts it at once; reject; or withdraw one's own",
		params: byId,
		body: decideRunbookSchema,
		response: z.object({ status: runbookStatusSchema }),
		run: ({ actor, params, body }) => decideRunbookRun(actor, params.id, body),
	}),
	operation({
		method: "post",
		path: "/runbook-runs/{id}/stop",
		action: "runbook.run",
		tag,
		summary: "Stop a run that is under way; what it has done stays done",
		params: byId,
		response: ok,
		status: 202,
		run: async ({ actor, params }) => {
			await stopRunbookRun(actor, params.id);
			return { ok: true as const };
		},
	}),
];
