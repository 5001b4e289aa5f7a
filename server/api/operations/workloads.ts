import { z } from "@hono/zod-openapi";
import { listAlertScaling } from "#server/workloads/alert-scaling/list-alert-scaling.ts";
import { alertScalingSchema, placeAlertScalingSchema } from "#server/workloads/alert-scaling/schema.ts";
import { setAlertScaling } from "#server/workloads/alert-scaling/set-alert-scaling.ts";
import { listAutoscalers } from "#server/workloads/autoscaling/list-autoscalers.ts";
import { autoscalerSchema } from "#server/workloads/autoscaling/schema.ts";
import { changeConfiguration } from "#server/workloads/configuration/change-configuration.ts";
import { getConfiguration } from "#server/workloads/configuration/get-configuration.ts";
import { changeConfigurationSchema, configurationSchema } from "#server/workloads/configuration/schema.ts";
import { takeBackConfiguration } from "#server/workloads/configuration/take-back-configuration.ts";
import { getPodLog } from "#server/workloads/get-pod-log.ts";
import { listPods } from "#server/workloads/list-pods.ts";
import { listServiceWorkloads } from "#server/workloads/list-service-workloads.ts";
import { followLogs } from "#server/workloads/logs/follow-logs.ts";
import { logEventSchema, logQuerySchema } from "#server/workloads/logs/schema.ts";
import { listChanges } from "#server/workloads/operate/list-changes.ts";
import { operateWorkload } from "#server/workloads/operate/operate-workload.ts";
import { operateSchema, workloadChangeSchema } from "#server/workloads/operate/schema.ts";
import { podLogQuerySchema, podLogSchema, podSchema, workloadSchema } from "#server/workloads/schema.ts";
import { type Operation, operation, pageOf, pageQuery, streaming } from "../operation.ts";

const name = z.string().min(1).max(253);

export const workloadsOperations: Operation[] = [
	operation({
		method: "get",
		path: "/services/{service}/workloads",
		action: "workloads.read",
		tag: "Workloads",
		summary: "Workloads of a service with pods, containers and events, in every cluster",
		params: z.object({ service: name }),
		query: z.object({ environment: name.optional() }),
		response: z.object({ items: z.array(workloadSchema) }),
		run: ({ actor, params, query }) => listServiceWorkloads(actor, { ...params, ...query }),
	}),
	operation({
		method: "get",
		path: "/workloads/{id}/pods",
		action: "workloads.read",
		tag: "Workloads",
		summary: "Pods of a workload, those that are not ready first, page by page",
		params: z.object({ id: z.uuid() }),
		// The name of a pod has up to 253 characters.
		query: z.object({ ...pageQuery, cursor: z.string().max(400).optional() }),
		response: pageOf(podSchema),
		run: ({ actor, params, query }) => listPods(actor, params.id, query),
	}),
	operation({
		method: "get",
		path: "/services/{service}/alert-scaling",
		action: "deployments.read",
		tag: "Workloads",
		summary: "Which alert brings a service more pods, by environment",
		params: z.object({ service: name }),
		response: z.object({ items: z.array(placeAlertScalingSchema) }),
		run: ({ actor, params }) => listAlertScaling(actor, params.service),
	}),
	operation({
		method: "put",
		path: "/services/{service}/alert-scaling/{environment}",
		action: "environment.configure",
		tag: "Workloads",
		summary: "Say which alert brings more pods, up to a limit; they go when it has been quiet",
		params: z.object({ service: name, environment: name }),
		body: z.strictObject({ rule: alertScalingSchema.nullable() }),
		response: z.object({ ok: z.literal(true) }),
		run: async ({ actor, params, body }) => {
			await setAlertScaling(actor, params, body.rule);
			return { ok: true as const };
		},
	}),
	operation({
		method: "post",
		path: "/services/{service}/operate",
		action: "workload.operate",
		tag: "Workloads",
		summary:
			"Restart, scale, pause or resume a workload, change its autoscaler's bounds; on request it takes itself back",
		params: z.object({ service: name }),
		body: operateSchema,
		response: z.object({ id: z.string() }),
		status: 202,
		run: ({ actor, params, body }) => operateWorkload(actor, params.service, body),
	}),
	operation({
		method: "get",
		path: "/services/{service}/autoscalers",
		action: "workloads.read",
		tag: "Workloads",
		summary: "HorizontalPodAutoscalers of a service's workloads, with their conditions and last decisions",
		params: z.object({ service: name }),
		response: z.object({ items: z.array(autoscalerSchema) }),
		run: ({ actor, params }) => listAutoscalers(actor, params.service),
	}),
	operation({
		method: "get",
		path: "/services/{service}/workload-changes",
		action: "workloads.read",
		tag: "Workloads",
		summary: "Restarts, scalings, pauses, and what became of each",
		params: z.object({ service: name }),
		query: z.object({ environment: name.optional() }),
		response: z.object({ items: z.array(workloadChangeSchema) }),
		run: ({ actor, params, query }) => listChanges(actor, { ...params, ...query }),
	}),
	operation({
		method: "get",
		path: "/services/{service}/configuration",
		action: "configuration.read",
		tag: "Workloads",
		summary:
			"Keys of ConfigMaps and Secrets that a service uses, side by side for every environment; no value of a secret",
		params: z.object({ service: name }),
		response: configurationSchema,
		run: ({ actor, params }) => getConfiguration(actor, params.service),
	}),
	operation({
		method: "post",
		path: "/services/{service}/configuration",
		action: "configuration.change",
		outOfLine: true,
		tag: "Workloads",
		summary: "Change, add or remove a key in one environment; the pods start anew with it",
		params: z.object({ service: name }),
		body: changeConfigurationSchema,
		response: z.object({ id: z.string() }),
		status: 202,
		run: ({ actor, params, body }) => changeConfiguration(actor, params.service, body),
	}),
	operation({
		method: "post",
		path: "/workload-changes/{id}/undo",
		action: "configuration.change",
		tag: "Workloads",
		summary: "Put the value back that a key of a ConfigMap had before a change; a secret's is not known",
		params: z.object({ id: z.uuid() }),
		body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
		response: z.object({ id: z.string() }),
		status: 202,
		run: ({ actor, params, body }) => takeBackConfiguration(actor, params.id, body.reason),
	}),
	operation({
		method: "get",
		path: "/pods/{id}/log",
		action: "logs.read",
		tag: "Workloads",
		summary: "The end of a container's log",
		params: z.object({ id: z.uuid() }),
		query: podLogQuerySchema,
		response: podLogSchema,
		run: ({ actor, params, query }) => getPodLog(actor, { podId: params.id, ...query }),
	}),
	streaming({
		path: "/services/{service}/environments/{environment}/logs",
		action: "logs.read",
		tag: "Workloads",
		summary: "The logs of all pods of a service as one, live, or of a range of time",
		params: z.object({ service: name, environment: name }),
		query: logQuerySchema,
		response: logEventSchema,
		run: ({ actor, params, query, signal }) => followLogs(actor, { ...params, ...query }, signal),
	}),
];
