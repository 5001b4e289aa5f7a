import { z } from "zod";
import { terminalStandingSchema } from "./terminal/schema.ts";

export const containerSchema = z.object({
	name: z.string(),
	image: z.string(),
	digest: z.string().nullable(),
	ready: z.boolean(),
	restarts: z.number().int(),
	state: z.enum(["waiting", "running", "terminated"]),
	reason: z.string().nullable(),
	message: z.string().nullable(),
	exitCode: z.number().int().nullable(),
	lastExitCode: z.number().int().nullable(),
	lastReason: z.string().nullable(),
	lastFinishedAt: z.iso.datetime().nullable(),
	/** Quantities as Kubernetes writes them: "250m", "64Mi". */
	requests: z.record(z.string(), z.union([z.string(), z.number()])),
	limits: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Container = z.infer<typeof containerSchema>;

export const podSchema = z.object({
	id: z.string(),
	name: z.string(),
	phase: z.string(),
	ready: z.boolean(),
	reason: z.string().nullable(),
	message: z.string().nullable(),
	restarts: z.number().int(),
	digest: z.string().nullable(),
	node: z.string().nullable(),
	podIp: z.string().nullable(),
	deleting: z.boolean(),
	createdAt: z.iso.datetime(),
	containers: z.array(containerSchema),
});
export type Pod = z.infer<typeof podSchema>;

export const clusterEventSchema = z.object({
	id: z.string(),
	involvedKind: z.string(),
	involvedName: z.string(),
	/** Normal or Warning. */
	type: z.string(),
	reason: z.string(),
	message: z.string(),
	count: z.number().int(),
	firstAt: z.iso.datetime(),
	lastAt: z.iso.datetime(),
});
export type ClusterEvent = z.infer<typeof clusterEventSchema>;

export const workloadSchema = z.object({
	id: z.string(),
	cluster: z.string(),
	connectionId: z.string(),
	namespace: z.string(),
	kind: z.string(),
	name: z.string(),
	environment: z.string().nullable(),
	matchedBy: z.string().nullable(),
	image: z.string().nullable(),
	revision: z.number().int().nullable(),
	desired: z.number().int(),
	updated: z.number().int(),
	ready: z.number().int(),
	available: z.number().int(),
	paused: z.boolean(),
	changeCause: z.string().nullable(),
	conditions: z.array(z.object({ type: z.string(), status: z.string(), reason: z.string(), message: z.string() })),
	observedAt: z.iso.datetime(),
	/** When the cluster last answered; with `stale`, everything here is of then. */
	seenAt: z.iso.datetime().nullable(),
	stale: z.boolean(),
	/** Whether the reader may restart, scale or pause it. */
	mayOperate: z.boolean(),
	/** Whether the reader may open a terminal in its containers. */
	terminal: terminalStandingSchema,
	/** How many pods there are. */
	podCount: z.number().int(),
	/** At most the first 50, then those that are not ready first. */
	pods: z.array(podSchema),
	/** Marks the pods after these; null when these are all. */
	podsCursor: z.string().nullable(),
	events: z.array(clusterEventSchema),
});
export type Workload = z.infer<typeof workloadSchema>;

export const podLogQuerySchema = z.object({
	container: z
		.string()
		.regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)
		.optional(),
	previous: z.stringbool().default(false),
	tail: z.coerce.number().int().min(1).max(2_000).default(200),
});

export const podLogSchema = z.object({
	pod: z.string(),
	container: z.string(),
	/** Newest last; `at` is the kubelet's time. */
	lines: z.array(z.object({ at: z.iso.datetime().nullable(), text: z.string() })),
});
export type PodLog = z.infer<typeof podLogSchema>;
