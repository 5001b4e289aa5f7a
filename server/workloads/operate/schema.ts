import { z } from "zod";
import { actorRefSchema, codedSchema } from "#server/deployments/schema.ts";

export const operateActionSchema = z.enum(["restart", "scale", "pause", "resume", "bounds", "promote", "promote-full"]);
export type OperateAction = z.infer<typeof operateActionSchema>;

export const operateSchema = z.strictObject({
	environment: z.string().min(1).max(63),
	action: operateActionSchema,
	/** For `scale`: how many pods there shall be. */
	replicas: z.number().int().min(0).max(1_000).optional(),
	/** For `bounds`: between how many pods its autoscaler may choose. */
	minReplicas: z.number().int().min(1).max(1_000).optional(),
	maxReplicas: z.number().int().min(1).max(1_000).optional(),
	/** Which workload, when several carry the service there: its row id. */
	workloadId: z.uuid().optional(),
	reason: z.string().trim().min(3).max(500),
	/** Takes itself back after so many minutes; not for a restart. */
	undoMinutes: z.number().int().min(1).max(1_440).optional(),
});
export type Operate = z.infer<typeof operateSchema>;

/** The bounds of an autoscaler, and which it is. */
export const boundsSchema = z.object({ min: z.number().int(), max: z.number().int(), autoscaler: z.string() });
export type ChangedBounds = z.infer<typeof boundsSchema>;

/** Where a rollout stood that was promoted: its template, and the step if it has any. */
export const pointSchema = z.object({
	deploymentId: z.string(),
	podHash: z.string(),
	step: z.number().int().nullable(),
});
export type Point = z.infer<typeof pointSchema>;

/** A key of a ConfigMap or Secret, without its value: not everybody who sees the change may read it. */
const keySchema = z.object({ kind: z.string(), object: z.string(), key: z.string(), absent: z.boolean() });

const stateSchema = z.union([z.object({ replicas: z.number().int() }), boundsSchema, keySchema]);

/** A change of how a workload runs, as it was asked for and as it ended. */
export const workloadChangeSchema = z.object({
	id: z.string(),
	action: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	name: z.string(),
	environment: z.string(),
	before: stateSchema.nullable(),
	after: stateSchema.nullable(),
	status: z.enum(["requested", "done", "failed", "undone"]),
	failure: codedSchema.nullable(),
	actor: actorRefSchema,
	reason: z.string().nullable(),
	requestedAt: z.iso.datetime(),
	doneAt: z.iso.datetime().nullable(),
	undoAt: z.iso.datetime().nullable(),
	undoOfId: z.string().nullable(),
	/** Whether the reader may have the earlier value of a key put back. */
	mayUndo: z.boolean(),
});
export type WorkloadChange = z.infer<typeof workloadChangeSchema>;
