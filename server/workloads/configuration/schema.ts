import { z } from "zod";

export const configurationKindSchema = z.enum(["ConfigMap", "Secret"]);
const time = z.iso.datetime();

/** Why an object could not be read: the cluster's code, and which right is missing where it is one. */
export const configurationFailureSchema = z.object({
	code: z.string(),
	verb: z.string(),
	resource: z.string(),
	message: z.string(),
});
export type ConfigurationFailure = z.infer<typeof configurationFailureSchema>;

/** A key's value as the worker tells it. What is hidden, is no text or is too long comes as its fingerprint alone. */
export const configurationValueSchema = z.object({
	text: z.string().nullable(),
	/** A secret by its kind or by its look: it never leaves the worker. */
	hidden: z.boolean(),
	binary: z.boolean(),
	bytes: z.number().int(),
	/** Equal for equal values of a key of a service; made with a key that only the worker has. */
	fingerprint: z.string(),
});
export type ConfigurationValue = z.infer<typeof configurationValueSchema>;

/** Where a key arrives: a variable or a file of a container. `needed`: pods do not start without it. */
export const configurationUseSchema = z.object({
	container: z.string(),
	as: z.enum(["variable", "file"]),
	name: z.string(),
	needed: z.boolean(),
});
export type ConfigurationUse = z.infer<typeof configurationUseSchema>;

export const configurationStateSchema = z.enum([
	"value",
	"missing-key",
	"missing-object",
	/** The workload there does not refer to it. */
	"not-referred",
	/** The cluster does not let Lazo read it; `failure` names verb and resource. */
	"forbidden",
	"unreadable",
]);
export type ConfigurationState = z.infer<typeof configurationStateSchema>;

/** A key in one environment. */
export const configurationCellSchema = z.object({
	state: configurationStateSchema,
	/** Name of the object there. */
	object: z.string().nullable(),
	value: configurationValueSchema.nullable(),
	/** What a change has to be made on. */
	resourceVersion: z.string().nullable(),
	immutable: z.boolean(),
	/** Who writes the object and would put its own values back. */
	managedBy: z.string().nullable(),
	/** Other services of the namespace that take the same object. */
	sharedWith: z.array(z.string()),
	uses: z.array(configurationUseSchema),
	failure: configurationFailureSchema.nullable(),
	readAt: time.nullable(),
});
export type ConfigurationCell = z.infer<typeof configurationCellSchema>;

/** `missing`: some have it and some do not. `unknown`: what can be read is the same. `single`: there is nothing to compare with. */
export const comparisonSchema = z.enum(["same", "differs", "missing", "unknown", "single"]);
export type Comparison = z.infer<typeof comparisonSchema>;

export const configurationRowSchema = z.object({
	kind: configurationKindSchema,
	/** Name of the object, without the hash that Kustomize appends. */
	object: z.string(),
	/** Null where every key is meant and none could be read. */
	key: z.string().nullable(),
	comparison: comparisonSchema,
	/** One per column. */
	cells: z.array(configurationCellSchema),
});
export type ConfigurationRow = z.infer<typeof configurationRowSchema>;

/** An environment, once for each cluster and namespace that the service runs in there. */
export const configurationColumnSchema = z.object({
	environment: z.string(),
	title: z.string(),
	production: z.boolean(),
	connectionId: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	workloads: z.array(z.object({ kind: z.string(), name: z.string(), desired: z.number().int() })),
	mayChange: z.boolean(),
	/** The environment is to be left alone now; who may pass gates over may change it all the same. */
	freeze: z.object({ name: z.string(), until: time }).nullable(),
});
export type ConfigurationColumn = z.infer<typeof configurationColumnSchema>;

export const configurationSchema = z.object({
	columns: z.array(configurationColumnSchema),
	rows: z.array(configurationRowSchema),
	/** Rows beyond the most that are told. */
	more: z.number().int(),
});
export type Configuration = z.infer<typeof configurationSchema>;

export const changeConfigurationSchema = z.strictObject({
	environment: z.string().min(1).max(63),
	/** Where, when the service runs in the environment in several clusters or namespaces. */
	connectionId: z.uuid().optional(),
	namespace: z.string().min(1).max(63).optional(),
	kind: configurationKindSchema,
	object: z.string().min(1).max(253),
	key: z
		.string()
		.regex(/^[-._a-zA-Z0-9]{1,253}$/)
		.refine((key) => key !== "." && !key.startsWith("..")),
	/** The new value; null takes the key out. Of a Secret the text itself, not base64. */
	value: z.string().max(100_000).nullable(),
	/** The version that the change was decided on. */
	resourceVersion: z.string().min(1).max(100),
	reason: z.string().trim().min(3).max(500),
	/** Puts the earlier value back after so many minutes; not for what is hidden. */
	undoMinutes: z.number().int().min(1).max(1_440).optional(),
});
export type ChangeConfiguration = z.infer<typeof changeConfigurationSchema>;

/** A key before or after a change, as it is stored. What is hidden has no value here: the new one is sealed beside it. */
export const changedKeySchema = z.object({
	kind: configurationKindSchema,
	object: z.string(),
	key: z.string(),
	hidden: z.boolean(),
	/** Null when the key is not there, or hidden. */
	value: z.string().nullable(),
	/** Whether the key is not there. */
	absent: z.boolean(),
	/** What the change is made on; null when it holds only while the value is the one before. */
	resourceVersion: z.string().nullable(),
	/** Workloads of the same namespace whose pods are started again. */
	restarts: z.array(z.object({ kind: z.string(), name: z.string() })),
});
export type ChangedKey = z.infer<typeof changedKeySchema>;
