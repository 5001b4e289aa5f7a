import { z } from "zod";

const quantityOrPort = z.union([z.string(), z.number()]);

const probeSchema = z.object({
	httpGet: z.object({ path: z.string().default("/"), port: quantityOrPort }).optional(),
	initialDelaySeconds: z.number().default(0),
	periodSeconds: z.number().default(10),
	timeoutSeconds: z.number().default(1),
	failureThreshold: z.number().default(3),
	successThreshold: z.number().default(1),
});

const keyRef = z.object({ name: z.string().default(""), key: z.string(), optional: z.boolean().optional() });
const wholeRef = z.object({ name: z.string().default(""), optional: z.boolean().optional() });

const envSchema = z.object({
	name: z.string(),
	value: z.string().optional(),
	valueFrom: z
		.object({
			configMapKeyRef: keyRef.optional(),
			secretKeyRef: keyRef.optional(),
			fieldRef: z.object({ fieldPath: z.string() }).optional(),
		})
		.optional(),
});

const containerSchema = z.object({
	name: z.string(),
	image: z.string().default(""),
	imagePullPolicy: z.string().optional(),
	command: z.array(z.string()).optional(),
	args: z.array(z.string()).optional(),
	env: z.array(envSchema).default([]),
	envFrom: z
		.array(
			z.object({ prefix: z.string().default(""), configMapRef: wholeRef.optional(), secretRef: wholeRef.optional() }),
		)
		.default([]),
	ports: z.array(z.object({ name: z.string().optional(), containerPort: z.number() })).default([]),
	readinessProbe: probeSchema.optional(),
	livenessProbe: probeSchema.optional(),
});

const terminatedSchema = z.object({
	exitCode: z.number(),
	reason: z.string().optional(),
	message: z.string().optional(),
	startedAt: z.string().optional(),
	finishedAt: z.string().optional(),
	containerID: z.string().optional(),
});

const stateSchema = z.object({
	waiting: z.object({ reason: z.string().optional(), message: z.string().optional() }).optional(),
	running: z.object({ startedAt: z.string().optional() }).optional(),
	terminated: terminatedSchema.optional(),
});

const conditionSchema = z.object({
	type: z.string(),
	status: z.string(),
	lastTransitionTime: z.string().nullish(),
	reason: z.string().nullish(),
	message: z.string().nullish(),
});

/** What a kubelet reads of a pod (core/v1). */
export const podSchema = z.object({
	metadata: z.object({
		name: z.string(),
		namespace: z.string(),
		uid: z.string(),
		generation: z.number().optional(),
		labels: z.record(z.string(), z.string()).default({}),
		annotations: z.record(z.string(), z.string()).default({}),
		deletionTimestamp: z.string().optional(),
		deletionGracePeriodSeconds: z.number().optional(),
	}),
	spec: z.object({
		nodeName: z.string().default(""),
		serviceAccountName: z.string().optional(),
		restartPolicy: z.enum(["Always", "OnFailure", "Never"]).default("Always"),
		terminationGracePeriodSeconds: z.number().default(30),
		initContainers: z.array(z.object({ name: z.string() })).default([]),
		containers: z.array(containerSchema),
	}),
	status: z
		.object({
			phase: z.string().optional(),
			podIP: z.string().optional(),
			startTime: z.string().optional(),
			conditions: z.array(conditionSchema).default([]),
			containerStatuses: z
				.array(
					z.object({
						name: z.string(),
						restartCount: z.number().default(0),
						containerID: z.string().optional(),
						imageID: z.string().default(""),
						state: stateSchema.default({}),
						lastState: stateSchema.default({}),
					}),
				)
				.default([]),
		})
		.default({ conditions: [], containerStatuses: [] }),
});

export type Pod = z.infer<typeof podSchema>;
export type Container = z.infer<typeof containerSchema>;
export type Probe = z.infer<typeof probeSchema>;
export type ContainerState = z.infer<typeof stateSchema>;
export type Condition = z.infer<typeof conditionSchema>;
