import { z } from "zod";
import { sprintSchema } from "#server/planning/schema.ts";

/** A team with its people, its services and its running sprint. */
export const teamViewSchema = z.object({
	id: z.uuid(),
	name: z.string(),
	title: z.string(),
	description: z.string().nullable(),
	itemKey: z.string(),
	mine: z.boolean(),
	members: z.array(z.object({ login: z.string(), name: z.string() })),
	services: z.array(
		z.object({
			name: z.string(),
			title: z.string(),
			tier: z.number().int().nullable(),
			environments: z.array(z.object({ name: z.string(), status: z.string() })),
		}),
	),
	sprint: sprintSchema.nullable(),
	openItems: z.number().int(),
	openIncidents: z.number().int(),
});
export type TeamView = z.infer<typeof teamViewSchema>;
