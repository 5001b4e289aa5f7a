import { z } from "zod";
import { metadataSchema } from "./objects.ts";
import { digestIn, podHashIn } from "./template.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const said = z.string().transform((text) => text.slice(0, 1_000));
const terminatedSchema = z.object({
	exitCode: z.number().int(),
	reason: z.string().nullish(),
	message: said.nullish(),
	finishedAt: time.nullish(),
});
const stateSchema = z.object({
	waiting: z.object({ reason: z.string().nullish(), message: said.nullish() }).nullish(),
	running: z.object({ startedAt: time.nullish() }).nullish(),
	terminated: terminatedSchema.nullish(),
});
const containerStatusSchema = z.object({
	name: z.string(),
	image: z.string().default(""),
	imageID: z.string().default(""),
	ready: z.boolean().default(false),
	restartCount: z.number().int().default(0),
	state: stateSchema.nullish(),
	lastState: stateSchema.nullish(),
});
const quantities = z.record(z.string(), z.union([z.string(), z.number()])).nullish();
const containerSpecSchema = z.object({
	name: z.string(),
	image: z.string().default(""),
	resources: z.object({ requests: quantities, limits: quantities }).nullish(),
});

/** One container of a pod in Lazo's words; `state` is waiting, running or terminated. */
export type ContainerObject = {
	name: string;
	image: string;
	/** The image that was asked for; `image` is what the runtime calls it. */
	specImage: string;
	imageId: string;
	digest: string | null;
	ready: boolean;
	restarts: number;
	state: "waiting" | "running" | "terminated";
	reason: string | null;
	message: string | null;
	exitCode: number | null;
	lastExitCode: number | null;
	lastReason: string | null;
	lastFinishedAt: string | null;
	requests: Record<string, string | number>;
	limits: Record<string, string | number>;
};

type Status = z.infer<typeof containerStatusSchema>;
type Spec = z.infer<typeof containerSpecSchema>;

function containerOf(spec: Spec, status: Status | undefined): ContainerObject {
	return {
		name: spec.name,
		image: status?.image || spec.image,
		specImage: spec.image,
		imageId: status?.imageID ?? "",
		digest: digestIn(status?.imageID),
		ready: status?.ready ?? false,
		restarts: status?.restartCount ?? 0,
		...stateOf(status),
		...lastOf(status),
		requests: spec.resources?.requests ?? {},
		limits: spec.resources?.limits ?? {},
	};
}

function stateOf(status: Status | undefined) {
	const { waiting, running, terminated } = status?.state ?? {};
	const state = running ? "running" : terminated ? "terminated" : "waiting";
	return {
		state: state as ContainerObject["state"],
		reason: waiting?.reason ?? terminated?.reason ?? null,
		message: waiting?.message ?? terminated?.message ?? null,
		exitCode: terminated?.exitCode ?? null,
	};
}

function lastOf(status: Status | undefined) {
	const last = status?.lastState?.terminated;
	return {
		lastExitCode: last?.exitCode ?? null,
		lastReason: last?.reason ?? null,
		lastFinishedAt: last?.finishedAt?.toISOString() ?? null,
	};
}

/** A pod, trimmed to what Lazo needs; `parse` throws ZodError. */
export const podSchema = z
	.object({
		metadata: metadataSchema,
		spec: z.object({ nodeName: z.string().nullish(), containers: z.array(containerSpecSchema).default([]) }),
		status: z
			.object({
				phase: z.string().default("Unknown"),
				reason: z.string().nullish(),
				message: said.nullish(),
				podIP: z.string().nullish(),
				startTime: time.nullish(),
				conditions: z
					.array(
						z.object({ type: z.string(), status: z.string(), reason: z.string().nullish(), message: said.nullish() }),
					)
					.nullish(),
				containerStatuses: z.array(containerStatusSchema).nullish(),
			})
			.prefault({}),
	})
	.transform(({ metadata, spec, status }) => {
		const statuses = new Map(status.containerStatuses?.map((one) => [one.name, one]));
		const owner = metadata.ownerReferences?.find(({ controller }) => controller);
		const unscheduled = status.conditions?.find((one) => one.type === "PodScheduled" && one.status === "False");
		return {
			uid: metadata.uid,
			namespace: metadata.namespace,
			name: metadata.name,
			ownerUid: owner?.uid ?? null,
			ownerName: owner?.name ?? null,
			podTemplateHash: podHashIn(metadata.labels) ?? metadata.labels["controller-revision-hash"] ?? null,
			phase: status.phase,
			ready: status.conditions?.some((one) => one.type === "Ready" && one.status === "True") ?? false,
			reason: status.reason ?? unscheduled?.reason ?? null,
			message: status.message ?? unscheduled?.message ?? null,
			node: spec.nodeName ?? null,
			podIp: status.podIP ?? null,
			containers: spec.containers.map((one) => containerOf(one, statuses.get(one.name))),
			createdAt: metadata.creationTimestamp,
			startedAt: status.startTime ?? null,
			deletingAt: metadata.deletionTimestamp ?? null,
		};
	});
export type PodObject = z.output<typeof podSchema>;

/** An event of the cluster about one object; `parse` throws ZodError. */
export const eventSchema = z
	.object({
		metadata: metadataSchema,
		involvedObject: z.object({
			kind: z.string().default(""),
			name: z.string().default(""),
			namespace: z.string().default(""),
		}),
		type: z.string().default("Normal"),
		reason: z.string().nullish(),
		message: said.nullish(),
		count: z.number().int().nullish(),
		firstTimestamp: time.nullish().catch(null),
		lastTimestamp: time.nullish().catch(null),
		eventTime: z.iso.datetime({ offset: true }).nullish().catch(null),
		series: z
			.object({ count: z.number().int(), lastObservedTime: z.iso.datetime({ offset: true }).nullish() })
			.nullish()
			.catch(null),
	})
	.transform(({ metadata, involvedObject, ...event }) => {
		const at = event.eventTime ? new Date(event.eventTime) : metadata.creationTimestamp;
		const seen = event.series?.lastObservedTime ? new Date(event.series.lastObservedTime) : null;
		return {
			uid: metadata.uid,
			namespace: metadata.namespace,
			involvedKind: involvedObject.kind,
			involvedName: involvedObject.name,
			type: event.type,
			reason: event.reason ?? "",
			message: event.message ?? "",
			count: event.series?.count ?? event.count ?? 1,
			firstAt: event.firstTimestamp ?? at,
			lastAt: seen ?? event.lastTimestamp ?? at,
		};
	});
export type EventObject = z.output<typeof eventSchema>;
