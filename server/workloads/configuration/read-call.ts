import { z } from "zod";
import { defineCall } from "#server/platform/rpc.ts";
import { configurationFailureSchema, configurationKindSchema, configurationValueSchema } from "./schema.ts";

const objectSchema = z.object({
	resourceVersion: z.string(),
	immutable: z.boolean(),
	managedBy: z.string().nullable(),
	values: z.array(configurationValueSchema.extend({ key: z.string() })),
});

/** What the worker knows of a ConfigMap or Secret: the object as read at `readAt`, and why it could not be read since. */
export const readingSchema = z.object({
	kind: configurationKindSchema,
	name: z.string(),
	object: objectSchema.nullable(),
	readAt: z.iso.datetime().nullable(),
	failure: configurationFailureSchema.nullable(),
});
export type Reading = z.infer<typeof readingSchema>;

/** Asks the worker for ConfigMaps and Secrets by name. What was read before `notBefore` is read again. */
export const configurationCall = defineCall({
	name: "workloads.configuration",
	input: z.object({
		connectionId: z.uuid(),
		namespace: z.string(),
		objects: z.array(z.object({ kind: configurationKindSchema, name: z.string() })).max(100),
		/** Fingerprints are equal within it only. */
		serviceId: z.uuid(),
		notBefore: z.iso.datetime(),
	}),
	output: z.object({ items: z.array(readingSchema) }),
});
