import { z } from "zod";
import type { WorkloadKind } from "./resources.ts";
import type { RolloutStages, TemplateSource } from "./rollout-stages.ts";
import { exactHash, type PodTemplate, podHashIn, revisionHash, revisionIn, templateSchema } from "./template.ts";

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
export const count = z
	.number()
	.int()
	.nonnegative()
	.nullish()
	.transform((value) => value ?? 0);
const longest = 4_096;

/** Labels or annotations without what is too long to be one of ours, so that a hostile object costs little memory. */
const shortTexts = z
	.record(z.string(), z.string())
	.nullish()
	.transform((texts) => Object.fromEntries(Object.entries(texts ?? {}).filter(([, text]) => text.length <= longest)));

const ownerSchema = z.object({
	kind: z.string(),
	name: z.string(),
	uid: z.string(),
	controller: z.boolean().nullish(),
});
const managerSchema = z.object({
	manager: z.string().catch(""),
	time: time.optional().catch(undefined),
	subresource: z.string().optional(),
	fieldsV1: z.looseObject({ "f:spec": z.looseObject({}).optional() }).optional(),
});

export const metadataSchema = z.object({
	name: z.string(),
	namespace: z.string().default(""),
	uid: z.string(),
	resourceVersion: z.string(),
	generation: z.number().int().default(0),
	creationTimestamp: time,
	deletionTimestamp: time.nullish(),
	labels: shortTexts,
	annotations: shortTexts,
	ownerReferences: z.array(ownerSchema).nullish(),
	managedFields: z.array(managerSchema).nullish().catch(undefined),
});

type Metadata = z.infer<typeof metadataSchema>;

const controllerOf = (metadata: Metadata) => metadata.ownerReferences?.find((owner) => owner.controller) ?? null;

export const namespaceSchema = z
	.object({ metadata: metadataSchema })
	.transform(({ metadata }) => ({ uid: metadata.uid, name: metadata.name, labels: metadata.labels }));
export type NamespaceObject = z.output<typeof namespaceSchema>;

export const conditionSchema = z.object({
	type: z.string(),
	status: z.string(),
	reason: z.string().default(""),
	message: z
		.string()
		.default("")
		.transform((text) => text.slice(0, 1_000)),
});
export type Condition = z.infer<typeof conditionSchema>;

/** Who last wrote the spec, and when: the newest manager whose fields include it. */
export function specManager(metadata: Metadata): string | null {
	const writers = (metadata.managedFields ?? []).filter((one) => !one.subresource && one.fieldsV1?.["f:spec"]);
	const newest = writers.sort((a, b) => (b.time?.getTime() ?? 0) - (a.time?.getTime() ?? 0))[0];
	return newest?.manager.slice(0, 100) || null;
}

const appsWorkloadSchema = z.object({
	metadata: metadataSchema,
	spec: z.object({
		replicas: z.number().int().nullish(),
		paused: z.boolean().nullish(),
		progressDeadlineSeconds: z.number().int().nullish(),
		minReadySeconds: count,
		template: templateSchema,
	}),
	status: z
		.object({
			observedGeneration: count,
			replicas: count,
			updatedReplicas: count,
			readyReplicas: count,
			availableReplicas: count,
			desiredNumberScheduled: count,
			currentNumberScheduled: count,
			updatedNumberScheduled: count,
			numberReady: count,
			numberAvailable: count,
			updateRevision: z.string().nullish(),
			conditions: z.array(conditionSchema).nullish(),
		})
		.prefault({}),
});

/** A Deployment, StatefulSet, DaemonSet or Rollout, trimmed to what Lazo needs. */
export type WorkloadObject = {
	kind: WorkloadKind;
	uid: string;
	namespace: string;
	name: string;
	resourceVersion: string;
	labels: Record<string, string>;
	annotations: Record<string, string>;
	generation: number;
	observedGeneration: number;
	desired: number;
	total: number;
	updated: number;
	ready: number;
	available: number;
	paused: boolean;
	deadlineSeconds: number | null;
	/** How long a new pod must be ready before it counts. */
	minReadySeconds: number;
	conditions: Condition[];
	template: PodTemplate;
	exactHash: string;
	/** The name that a StatefulSet or a Rollout gives its newest template, as its pods carry it. */
	updateRevision: string | null;
	/** Where a Rollout takes its template from; null when it has its own, as all other kinds do. */
	source: TemplateSource | null;
	/** How far a Rollout has come; null for kinds that have no steps. */
	stages: RolloutStages | null;
	manager: string | null;
	createdAt: Date;
};

/** Reads a workload of the group `apps`; `parse` throws ZodError. */
export const workloadOfApps = (kind: Exclude<WorkloadKind, "Rollout">) =>
	appsWorkloadSchema.transform(({ metadata, spec, status }): WorkloadObject => {
		const daemon = kind === "DaemonSet";
		return {
			kind,
			uid: metadata.uid,
			namespace: metadata.namespace,
			name: metadata.name,
			resourceVersion: metadata.resourceVersion,
			labels: metadata.labels,
			annotations: metadata.annotations,
			generation: metadata.generation,
			observedGeneration: status.observedGeneration,
			desired: daemon ? status.desiredNumberScheduled : (spec.replicas ?? 1),
			total: daemon ? status.currentNumberScheduled : status.replicas,
			updated: daemon ? status.updatedNumberScheduled : status.updatedReplicas,
			ready: daemon ? status.numberReady : status.readyReplicas,
			available: daemon ? status.numberAvailable : status.availableReplicas,
			paused: spec.paused ?? false,
			deadlineSeconds: spec.progressDeadlineSeconds ?? null,
			minReadySeconds: spec.minReadySeconds,
			conditions: status.conditions ?? [],
			template: spec.template,
			exactHash: exactHash(spec.template),
			updateRevision: status.updateRevision ?? null,
			source: null,
			stages: null,
			manager: specManager(metadata),
			createdAt: metadata.creationTimestamp,
		};
	});

export const replicaSetSchema = z
	.object({
		metadata: metadataSchema,
		spec: z.object({ replicas: z.number().int().nullish(), template: templateSchema }),
	})
	.transform(({ metadata, spec }) => ({
		uid: metadata.uid,
		namespace: metadata.namespace,
		name: metadata.name,
		ownerUid: controllerOf(metadata)?.uid ?? null,
		podTemplateHash: podHashIn(metadata.labels),
		revision: revisionIn(metadata.annotations),
		changeCause: metadata.annotations["kubernetes.io/change-cause"] ?? null,
		desired: spec.replicas ?? 1,
		template: spec.template,
		exactHash: exactHash(spec.template),
		revisionHash: revisionHash(spec.template),
		createdAt: metadata.creationTimestamp,
	}));
export type ReplicaSetObject = z.output<typeof replicaSetSchema>;
