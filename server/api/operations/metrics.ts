import { z } from "@hono/zod-openapi";
import { withIncidentMarkers } from "#server/incidents/list-incident-markers.ts";
import { getSignals } from "#server/metrics/get-signals.ts";
import { signalsQuerySchema, signalsSchema } from "#server/metrics/schema.ts";
import { getVerdict } from "#server/metrics/verdicts/get-verdict.ts";
import { verdictAnswerSchema } from "#server/metrics/verdicts/schema.ts";
import { type Operation, operation } from "../operation.ts";

export const metricsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{service}/environments/{environment}/signals",
		action: "metrics.read",
		tag: "Metrics",
		summary: "Rate, errors, duration and saturation, with deploy, rollback and incident markers",
		params: z.object({ service: z.string().min(1).max(100), environment: z.string().min(1).max(100) }),
		query: signalsQuerySchema,
		response: signalsSchema,
		run: async ({ actor, params, query }) => withIncidentMarkers(await getSignals(actor, params, query)),
	}),
	operation({
		method: "get",
		path: "/deployments/{id}/verdict",
		action: "metrics.read",
		tag: "Metrics",
		summary: "How a deployment changed what is measured, by fixed windows before and after; kept for ever",
		params: z.object({ id: z.uuid() }),
		response: verdictAnswerSchema,
		run: ({ actor, params }) => getVerdict(actor, params.id),
	}),
];
