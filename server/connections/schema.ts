import { z } from "zod";

export const connectionKindNames = ["kubernetes", "github", "prometheus", "alertmanager", "registry"] as const;

const time = z.date().or(z.string()).nullable();

/** An outside system: where it is, how it has been lately. Never its credential. */
export const connectionSchema = z.object({
	id: z.string(),
	kind: z.enum(connectionKindNames),
	name: z.string(),
	url: z.string(),
	/** "configuration" or "settings". */
	source: z.string(),
	hasCredential: z.boolean(),
	lastSuccessAt: time,
	lastErrorAt: time,
	lastError: z.object({ code: z.string(), message: z.string() }).nullable(),
	/** What its credential may not do there: a verb on a resource each. */
	missingRights: z.array(z.object({ verb: z.string(), resource: z.string() })),
	lagMs: z.number().int().nullable(),
	rateLeft: z.number().int().nullable(),
	version: z.string().nullable(),
});
export type ConnectionItem = z.infer<typeof connectionSchema>;

export const connectionListSchema = z.object({
	items: z.array(connectionSchema),
	/** False while the identity provider proves nobody's identity: then no real systems can be added. */
	mayAdd: z.boolean(),
});
export type ConnectionList = z.infer<typeof connectionListSchema>;

const appFields = ["appId", "installationId", "privateKey"] as const;

export const newConnectionSchema = z
	.object({
		kind: z.enum(connectionKindNames),
		name: z
			.string()
			.trim()
			.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, "Letters, digits, dots, dashes; at most 63."),
		url: z.url({ protocol: /^https?$/ }).max(500),
		credential: z.string().max(20_000).optional(),
		/** Certificate authority (PEM) of a cluster whose certificate a public one did not sign. */
		ca: z
			.string()
			.max(20_000)
			.regex(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/, "A certificate in PEM.")
			.optional(),
		/** A GitHub App instead of a token: its id, its installation in the organisation, its private key (PEM). */
		appId: z
			.string()
			.regex(/^\w[\w.-]{0,99}$/)
			.optional(),
		installationId: z
			.string()
			.regex(/^\d{1,15}$/)
			.optional(),
		privateKey: z.string().max(20_000).includes("PRIVATE KEY").optional(),
	})
	.strict()
	.superRefine(({ kind, credential, ...app }, context) => {
		const given = appFields.filter((name) => app[name] !== undefined);
		if (given.length === 0) return;
		const missing = appFields.find((name) => app[name] === undefined);
		if (missing) context.addIssue({ code: "custom", path: [missing], message: "A GitHub App needs all three." });
		if (kind !== "github" || credential)
			context.addIssue({
				code: "custom",
				path: ["appId"],
				message: "A GitHub App is for GitHub, and takes the token's place.",
			});
	});
export type NewConnection = z.infer<typeof newConnectionSchema>;

export const testResultSchema = z.object({
	ok: z.boolean(),
	version: z.string().nullable(),
	code: z.string().nullable(),
	message: z.string().nullable(),
	milliseconds: z.number().int(),
});
export type TestResult = z.infer<typeof testResultSchema>;
