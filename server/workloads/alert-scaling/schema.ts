import { z } from "zod";

/** While an alert of this name fires, a service has so many more pods, up to a limit; afterwards as many as before. */
export const alertScalingSchema = z.strictObject({
	alert: z.string().trim().min(1).max(200),
	add: z.int().min(1).max(50),
	/** Never more pods than this. */
	most: z.int().min(1).max(500),
	/** How long the alert must be over before the pods go again. */
	quietMinutes: z.int().min(1).max(240),
});
export type AlertScaling = z.output<typeof alertScalingSchema>;

export const placeAlertScalingSchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	rule: alertScalingSchema.nullable(),
	/** Whether the reader may change it. */
	mayConfigure: z.boolean(),
});
export type PlaceAlertScaling = z.output<typeof placeAlertScalingSchema>;
