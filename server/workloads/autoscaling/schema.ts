import { z } from "zod";
import { clusterEventSchema, workloadSchema } from "../schema.ts";

/** A HorizontalPodAutoscaler as last seen. */
export const autoscalerSchema = z.object({
	id: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	name: z.string(),
	environment: z.string().nullable(),
	/** Row id of what it scales. */
	workloadId: z.string(),
	minReplicas: z.number().int(),
	maxReplicas: z.number().int(),
	current: z.number().int(),
	/** What it wants; 0 while it cannot tell. */
	desired: z.number().int(),
	metrics: z.array(z.object({ name: z.string(), target: z.string().nullable(), current: z.string().nullable() })),
	conditions: workloadSchema.shape.conditions,
	lastScaleAt: z.iso.datetime().nullable(),
	observedAt: z.iso.datetime(),
	/** Its latest decisions and complaints, newest first. */
	events: z.array(clusterEventSchema),
});
export type Autoscaler = z.infer<typeof autoscalerSchema>;
