import { z } from "@hono/zod-openapi";
import { withIncidentMarkers } from "#server/incidents/list-incident-markers.ts";
import { getGateFindings } from "#server/metrics/gates/get-gate-findings.ts";
import { listMetricGates } from "#server/metrics/gates/list-metric-gates.ts";
import { gateFindingsSchema, metricGatesSchema, placeGatesSchema } from "#server/metrics/gates/schema.ts";
import { setMetricGates } from "#server/metrics/gates/set-metric-gates.ts";
import { getSignals } from "#server/metrics/get-signals.ts";
import { signalsQuerySchema, signalsSchema } from "#server/metrics/schema.ts";
import { getSizing } from "#server/metrics/sizing/get-sizing.ts";
import { sizingSchema } from "#server/metrics/sizing/schema.ts";
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
		path: "/services/{service}/metric-gates",
		action: "deployments.read",
		tag: "Metrics",
		summary: "What must hold while a version of a service is watched, by environment",
		params: z.object({ service: z.string().min(1).max(100) }),
		response: z.object({ items: z.array(placeGatesSchema) }),
		run: ({ actor, params }) => listMetricGates(actor, params.service),
	}),
	operation({
		method: "put",
		path: "/services/{service}/environments/{environment}/metric-gates",
		action: "environment.configure",
		tag: "Metrics",
		summary: "Say what must hold while a version is watched; what does not is rolled back by itself",
		params: z.object({ service: z.string().min(1).max(100), environment: z.string().min(1).max(100) }),
		body: z.strictObject({ gates: metricGatesSchema }),
		response: z.object({ ok: z.literal(true) }),
		run: async ({ actor, params, body }) => {
			await setMetricGates(actor, params, body.gates);
			return { ok: true as const };
		},
	}),
	operation({
		method: "get",
		path: "/deployments/{id}/metric-gates",
		action: "metrics.read",
		tag: "Metrics",
		summary: "What the metric gates of a deployment last found while it was watched",
		params: z.object({ id: z.uuid() }),
		response: z.object({ findings: gateFindingsSchema.nullable() }),
		run: ({ actor, params }) => getGateFindings(actor, params.id),
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
	operation({
		method: "get",
		path: "/services/{service}/environments/{environment}/sizing",
		action: "metrics.read",
		tag: "Metrics",
		summary: "What containers ask for beside what they used over a week, and what would fit better",
		params: z.object({ service: z.string().min(1).max(100), environment: z.string().min(1).max(100) }),
		response: sizingSchema,
		run: ({ actor, params }) => getSizing(actor, params),
	}),
];
