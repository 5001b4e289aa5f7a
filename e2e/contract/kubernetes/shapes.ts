import { z } from "zod";

/** The parts of Kubernetes objects that the contract speaks of. */

const metadata = z.object({
	name: z.string(),
	uid: z.string(),
	resourceVersion: z.string(),
	generation: z.number().optional(),
	creationTimestamp: z.string(),
	deletionTimestamp: z.string().optional(),
	labels: z.record(z.string(), z.string()).default({}),
	annotations: z.record(z.string(), z.string()).default({}),
	ownerReferences: z
		.array(z.object({ kind: z.string(), name: z.string(), controller: z.boolean().optional() }))
		.default([]),
});

export const anyObject = z.looseObject({ metadata });
export const configMap = z.object({
	kind: z.literal("ConfigMap"),
	metadata,
	data: z.record(z.string(), z.string()).default({}),
});

const condition = z.object({
	type: z.string(),
	status: z.string(),
	reason: z.string().default(""),
	message: z.string().default(""),
});

const template = z.looseObject({
	metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }),
	spec: z.looseObject({
		containers: z.array(
			z.looseObject({
				name: z.string(),
				image: z.string(),
				imagePullPolicy: z.string(),
				env: z.array(z.unknown()).default([]),
			}),
		),
		terminationGracePeriodSeconds: z.number(),
	}),
});

export const deployment = z.object({
	metadata,
	spec: z.looseObject({
		replicas: z.number(),
		template,
		strategy: z.looseObject({ type: z.string(), rollingUpdate: z.unknown() }),
		revisionHistoryLimit: z.number(),
	}),
	status: z.object({
		observedGeneration: z.number().default(0),
		replicas: z.number().default(0),
		updatedReplicas: z.number().default(0),
		readyReplicas: z.number().default(0),
		availableReplicas: z.number().default(0),
		unavailableReplicas: z.number().default(0),
		conditions: z.array(condition).default([]),
	}),
});
export type Deployment = z.infer<typeof deployment>;

export const replicaSet = z.object({ metadata, spec: z.looseObject({ replicas: z.number(), template }) });

const state = z.object({
	waiting: z.object({ reason: z.string().default("") }).optional(),
	running: z.unknown().optional(),
	terminated: z.object({ exitCode: z.number(), reason: z.string().default("") }).optional(),
});

export const pod = z.object({
	metadata,
	spec: z.looseObject({ nodeName: z.string().optional() }),
	status: z.object({
		phase: z.string().default(""),
		conditions: z.array(condition).default([]),
		containerStatuses: z
			.array(
				z.object({
					name: z.string(),
					ready: z.boolean(),
					restartCount: z.number(),
					imageID: z.string(),
					state,
					lastState: state.default({}),
				}),
			)
			.default([]),
	}),
});

export const coreEvent = z.object({
	metadata,
	reason: z.string().nullish(),
	message: z.string().nullish(),
	type: z.string().nullish(),
	involvedObject: z.object({ kind: z.string(), name: z.string().default("") }),
});

export const status = z.object({
	kind: z.literal("Status"),
	apiVersion: z.literal("v1"),
	status: z.string(),
	message: z.string().default(""),
	reason: z.string().default(""),
	code: z.number().optional(),
	details: z
		.object({
			name: z.string().optional(),
			group: z.string().optional(),
			kind: z.string().optional(),
			causes: z
				.array(
					z.object({ reason: z.string().optional(), message: z.string().optional(), field: z.string().optional() }),
				)
				.optional(),
		})
		.optional(),
});

export function listOf<T extends z.ZodType>(item: T) {
	return z.object({
		kind: z.string(),
		metadata: z.object({
			resourceVersion: z.string(),
			continue: z.string().default(""),
			remainingItemCount: z.number().optional(),
		}),
		items: z.array(item),
	});
}
