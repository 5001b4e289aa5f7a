import { z } from "@hono/zod-openapi";
import { endPreview } from "#server/workloads/previews/end-preview.ts";
import { extendPreview } from "#server/workloads/previews/extend-preview.ts";
import { getPreview } from "#server/workloads/previews/get-preview.ts";
import { getPreviewRule } from "#server/workloads/previews/get-preview-rule.ts";
import { listPreviews } from "#server/workloads/previews/list-previews.ts";
import { requestPreview } from "#server/workloads/previews/request-preview.ts";
import {
	mostHours,
	previewDetailSchema,
	previewPageSchema,
	previewRuleAnswerSchema,
	previewRuleSchema,
	requestPreviewSchema,
} from "#server/workloads/previews/schema.ts";
import { setPreviewRule } from "#server/workloads/previews/set-preview-rule.ts";
import { type Operation, operation, pageQuery } from "../operation.ts";

const tag = "Previews";
const name = z.string().min(1).max(253);
const byId = z.object({ id: z.uuid() });
const withId = z.object({ id: z.string() });

export const previewsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/previews",
		action: "deployments.read",
		tag,
		summary: "Previews of pull requests, the oldest first, and what all of them cost",
		query: z.object({
			service: name.optional(),
			team: name.optional(),
			state: z.enum(["open", "ended", "all"]).default("open"),
			...pageQuery,
			cursor: z.uuid().optional(),
		}),
		response: previewPageSchema,
		run: ({ actor, query }) => listPreviews(actor, query),
	}),
	operation({
		method: "post",
		path: "/previews",
		action: "preview.manage",
		tag,
		summary: "Let a pull request run for a while, as the service's rule says",
		body: requestPreviewSchema,
		response: withId,
		status: 202,
		run: ({ actor, body }) => requestPreview(actor, body),
	}),
	operation({
		method: "get",
		path: "/previews/{id}",
		action: "deployments.read",
		tag,
		summary: "A preview with its pods, its end and its cost",
		params: byId,
		response: previewDetailSchema,
		run: ({ actor, params }) => getPreview(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/previews/{id}/extend",
		action: "preview.manage",
		tag,
		summary: "Give a preview more time, at most seven days from now",
		params: byId,
		body: z.strictObject({ hours: z.int().min(1).max(mostHours) }),
		response: z.object({ endsAt: z.iso.datetime() }),
		run: ({ actor, params, body }) => extendPreview(actor, { ...params, ...body }),
	}),
	operation({
		method: "post",
		path: "/previews/{id}/end",
		action: "preview.manage",
		tag,
		summary: "End a preview now; what was made for it is taken away",
		params: byId,
		response: withId,
		status: 202,
		run: ({ actor, params }) => endPreview(actor, params.id),
	}),
	operation({
		method: "get",
		path: "/services/{service}/preview-rule",
		action: "deployments.read",
		tag,
		summary: "How previews of a service are made",
		params: z.object({ service: name }),
		response: previewRuleAnswerSchema,
		run: ({ actor, params }) => getPreviewRule(actor, params.service),
	}),
	operation({
		method: "put",
		path: "/services/{service}/preview-rule",
		action: "environment.configure",
		tag,
		summary: "Switch previews of a service on, or with null off",
		params: z.object({ service: name }),
		body: z.strictObject({ rule: previewRuleSchema.nullable() }),
		response: z.object({ ok: z.literal(true) }),
		run: async ({ actor, params, body }) => {
			await setPreviewRule(actor, params.service, body.rule);
			return { ok: true as const };
		},
	}),
];
