import { z } from "zod";

const paramSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A line of the safety check of a rollback. `unknown`: it could not be made, and the parameters say why. */
export const rollbackCheckSchema = z.object({
	code: z.string(),
	state: z.enum(["pass", "warn", "unknown"]),
	params: z.record(z.string(), paramSchema),
	/** It is passed over with a typed reason only, given as an override by this code. */
	needsReason: z.boolean(),
});
export type RollbackCheck = z.infer<typeof rollbackCheckSchema>;

/** What is broken: a code with parameters. */
export const incidentTitleSchema = z.object({ code: z.string() }).catchall(z.union([z.string(), z.number()]));

/** A fix of an incident that a rollback would take away: the newest incident of its family, and the item it came with. */
export const undoneFixSchema = z.object({
	incidentId: z.string(),
	number: z.number().int(),
	title: incidentTitleSchema,
	/** False when the trouble is over: then it may come back. */
	open: z.boolean(),
	itemKey: z.string(),
});
export type UndoneFix = z.infer<typeof undoneFixSchema>;

export const objectSchema = z.object({ kind: z.enum(["ConfigMap", "Secret"]), name: z.string() });

/** A key that holds something else than when a revision last rolled out; `gone` is the whole object, and then there is no key. */
export const changedValueSchema = objectSchema.extend({
	key: z.string().nullable(),
	change: z.enum(["changed", "added", "removed", "gone"]),
});
export type ChangedValue = z.infer<typeof changedValueSchema>;

/** What speaks for and against a rollback. No line stands in its way; some want a reason. */
export const rollbackSafetySchema = z.object({
	checks: z.array(rollbackCheckSchema),
	items: z.array(z.object({ key: z.string(), title: z.string(), type: z.string() })),
	fixes: z.array(undoneFixSchema),
	/** Ids of security advisories (CVE, GHSA) that the commits name. */
	advisories: z.array(z.string()),
	/** Changed files below folders of database migrations; at most 50. */
	migrations: z.array(z.string()),
	/** Keys of ConfigMaps and Secrets that hold something else than when the revision last rolled out; never a value. At most 200. */
	values: z.array(changedValueSchema),
});
export type RollbackSafety = z.infer<typeof rollbackSafetySchema>;
