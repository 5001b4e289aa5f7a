import { z } from "@hono/zod-openapi";
import { getIncident } from "#server/incidents/get-incident.ts";
import { listAlerts } from "#server/incidents/list-alerts.ts";
import { listArrivals } from "#server/incidents/list-arrivals.ts";
import { listIncidents } from "#server/incidents/list-incidents.ts";
import { rollBackFromIncident } from "#server/incidents/roll-back-from-incident.ts";
import {
	alertSchema,
	arrivalFilterSchema,
	arrivalSchema,
	commentSchema,
	incidentDetailSchema,
	incidentFilterSchema,
	incidentSchema,
	rollbackSchema,
	suspectDecisionSchema,
} from "#server/incidents/schema.ts";
import { acknowledgeIncident, commentIncident, judgeSuspect } from "#server/incidents/work-incident.ts";
import { type Operation, operation, pageOf } from "../operation.ts";

const tag = "Incidents";
const byId = z.object({ id: z.uuid() });

export const incidentsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/incidents",
		action: "incidents.read",
		tag,
		summary: "Incidents, newest first",
		query: incidentFilterSchema,
		response: pageOf(incidentSchema),
		run: ({ actor, query }) => listIncidents(actor, query),
	}),
	operation({
		method: "get",
		path: "/incidents/{id}",
		action: "incidents.read",
		tag,
		summary: "One incident, by id or number, with its timeline and graph",
		params: z.object({ id: z.string().min(1).max(40) }),
		response: incidentDetailSchema,
		run: ({ actor, params }) => getIncident(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/incidents/{id}/acknowledge",
		action: "incident.acknowledge",
		tag,
		summary: "Take an incident",
		params: byId,
		response: z.object({ status: z.string() }),
		run: ({ actor, params }) => acknowledgeIncident(actor, params.id),
	}),
	operation({
		method: "post",
		path: "/incidents/{id}/suspect",
		action: "incident.judge",
		tag,
		summary: "Say whether the suspected change caused it",
		params: byId,
		body: suspectDecisionSchema,
		response: z.object({ state: z.string() }),
		run: ({ actor, params, body }) => judgeSuspect(actor, params.id, body.decision),
	}),
	operation({
		method: "post",
		path: "/incidents/{id}/comments",
		action: "incident.acknowledge",
		tag,
		summary: "Add a remark to the timeline",
		params: byId,
		body: commentSchema,
		response: z.object({ ok: z.literal(true) }),
		status: 201,
		run: ({ actor, params, body }) => commentIncident(actor, params.id, body.text),
	}),
	operation({
		method: "post",
		path: "/incidents/{id}/rollback",
		action: "deployment.rollback",
		tag,
		summary: "Take the suspected deployment back",
		params: byId,
		body: rollbackSchema,
		response: z.object({ id: z.uuid() }),
		status: 202,
		run: ({ actor, params, body }) => rollBackFromIncident(actor, params.id, body),
	}),
	operation({
		method: "get",
		path: "/services/{service}/alerts",
		action: "incidents.read",
		tag,
		summary: "Alerts of a service that fire now or did in the last seven days",
		params: z.object({ service: z.string().min(1).max(253) }),
		response: z.object({ items: z.array(alertSchema) }),
		run: async ({ actor, params }) => ({ items: await listAlerts(actor, params.service) }),
	}),
	operation({
		method: "get",
		path: "/backlog",
		action: "planning.read",
		tag,
		summary: "What production wrote into the backlogs, with how often, how long, why and a graph",
		query: arrivalFilterSchema,
		response: pageOf(arrivalSchema),
		run: ({ actor, query }) => listArrivals(actor, query),
	}),
];
