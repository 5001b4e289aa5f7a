import { z } from "@hono/zod-openapi";
import { decideApproval } from "#server/deployments/approvals/decide-approval.ts";
import { listApprovals } from "#server/deployments/approvals/list-approvals.ts";
import { requestApproval } from "#server/deployments/approvals/request-approval.ts";
import { approvalSchema, decideApprovalSchema, requestApprovalSchema } from "#server/deployments/approvals/schema.ts";
import { type Operation, operation } from "../operation.ts";

const tag = "Approvals";

export const approvalsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/approvals",
		action: "deployments.read",
		tag,
		summary: "Requests for a second person's word, by default those that wait",
		query: z.object({ service: z.string().min(1).max(253).optional(), waiting: z.stringbool().optional() }),
		response: z.object({ items: z.array(approvalSchema) }),
		run: ({ actor, query }) => listApprovals(actor, query),
	}),
	operation({
		method: "post",
		path: "/approvals",
		action: "approval.request",
		tag,
		summary: "Ask for a second person's word on a version for an environment",
		body: requestApprovalSchema,
		response: z.object({ id: z.string(), expiresAt: z.iso.datetime() }),
		status: 201,
		run: ({ actor, body }) => requestApproval(actor, body),
	}),
	operation({
		method: "post",
		path: "/approvals/{id}/decide",
		action: "approval.request",
		tag,
		summary: "Approve, which deploys at once; reject; or withdraw one's own",
		params: z.object({ id: z.uuid() }),
		body: decideApprovalSchema,
		response: z.object({ id: z.string(), deploymentId: z.string().nullable(), refused: z.string().nullable() }),
		run: ({ actor, params, body }) => decideApproval(actor, params.id, body),
	}),
];
