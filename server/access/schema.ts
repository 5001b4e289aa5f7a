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

/** A token as its owner sees it afterwards: never the secret itself. */
export const tokenSchema = z.object({
	id: z.string(),
	name: z.string(),
	prefix: z.string(),
	scopes: z.array(z.string()),
	createdAt: z.date().or(z.string()),
	expiresAt: z.date().or(z.string()),
	lastUsedAt: z.date().or(z.string()).nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

export const tokenScopeNames = ["read", "plan", "build", "deploy", "operate", "administer"] as const;

export const newTokenSchema = z
	.object({
		name: z.string().trim().min(1).max(80),
		scopes: z.array(z.enum(tokenScopeNames)).min(1),
		days: z.number().int().min(1).max(365),
	})
	.strict();
export type NewToken = z.infer<typeof newTokenSchema>;

/** The answer to creating a token: the only time its secret is told. */
export const createdTokenSchema = tokenSchema.extend({ token: z.string() });
export type CreatedToken = z.infer<typeof createdTokenSchema>;

export const sessionSchema = z.object({
	id: z.string(),
	createdAt: z.date().or(z.string()),
	expiresAt: z.date().or(z.string()),
	userAgent: z.string().nullable(),
	current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What somebody may do, row by row of the policy table. */
export const permissionSchema = z.object({
	action: z.string(),
	/** everywhere: for every team; own: for one's own teams; none. */
	reach: z.enum(["everywhere", "own", "none"]),
	production: z.boolean(),
	/** Roles that may do it for one's own team, and for every team. */
	ownTeam: z.array(z.string()),
	anyTeam: z.array(z.string()),
	scope: z.string(),
});
export type Permission = z.infer<typeof permissionSchema>;

export const auditEntrySchema = z.object({
	id: z.string(),
	at: z.date().or(z.string()),
	actor: z.object({
		kind: z.string(),
		id: z.string(),
		login: z.string().optional(),
		name: z.string().optional(),
		onBehalfOf: z.unknown().optional(),
	}),
	action: z.string(),
	outcome: z.string(),
	subjectKind: z.string(),
	subjectId: z.string(),
	team: z.string().nullable(),
	environment: z.string().nullable(),
	before: z.unknown(),
	after: z.unknown(),
	reason: z.string().nullable(),
	requestId: z.string().nullable(),
	/** Whether the line stands in the hash chain; the newest few wait for it. */
	chained: z.boolean(),
});
export type AuditItem = z.infer<typeof auditEntrySchema>;

/** The hash chain over the newest lines, computed again: all fit, or the first line that does not. */
export const chainCheckSchema = z.object({ checked: z.number().int(), brokenAt: z.string().nullable() });
export type ChainCheck = z.infer<typeof chainCheckSchema>;

export const wallItemSchema = z.object({
	id: z.string(),
	name: z.string(),
	locale: z.string(),
	team: teamRef,
	createdBy: z.string(),
	createdAt: z.date().or(z.string()),
	lastSeenAt: z.date().or(z.string()).nullable(),
});
export type Wall = z.infer<typeof wallItemSchema>;

export const newWallSchema = z
	.object({
		name: z.string().trim().min(1).max(80),
		team: z.string().min(1).max(100),
		locale: z.enum(["en", "es"]).default("en"),
	})
	.strict();
export type NewWall = z.infer<typeof newWallSchema>;
