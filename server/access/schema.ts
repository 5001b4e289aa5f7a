import { z } from "zod";

/** A team by name. */
export const teamRef = z.object({ id: z.string(), name: z.string(), title: z.string() });

/** Who is signed in: teams, roles and preferences. */
export const meSchema = z.object({
	id: z.string(),
	login: z.string(),
	name: z.string(),
	locale: z.string(),
	theme: z.string(),
	teams: z.array(teamRef),
	roles: z.array(z.object({ role: z.string(), team: z.string().nullable(), environment: z.string().nullable() })),
});
export type Me = z.infer<typeof meSchema>;

export const preferencesSchema = z
	.object({ locale: z.enum(["en", "es"]).optional(), theme: z.enum(["system", "light", "dark"]).optional() })
	.strict();
export type Preferences = z.infer<typeof preferencesSchema>;

export const teamSchema = teamRef.extend({
	description: z.string().nullable(),
	itemKey: z.string(),
	members: z.number().int(),
	mine: z.boolean(),
});
export const teamListSchema = z.object({ items: z.array(teamSchema), nextCursor: z.string().nullable() });
export type TeamList = z.infer<typeof teamListSchema>;
