import { z } from "zod";
import { gateSchema, overridesSchema } from "./gates/schema.ts";
import { shownJobSchema } from "./smoke/schema.ts";
import { rolloutStagesSchema } from "./stages/schema.ts";
import { shownCarrierSchema, wayKindSchema } from "./ways/schema.ts";

const healths = ["healthy", "progressing", "waiting", "degraded", "failing", "unknown", "held", "paused"] as const;
/** The closed set of states of a service in an environment. */
export const healthSchema = z.enum(healths);
export type Health = z.infer<typeof healthSchema>;

const underWay = ["requested", "applying", "rolling", "watching"] as const;
const ended = ["succeeded", "failed", "rolled_back", "superseded"] as const;
export const deploymentStatusSchema = z.enum([...underWay, ...ended]);
export type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

export const deploymentKindSchema = z.enum(["deploy", "rollback", "restart", "configure", "external"]);
export type DeploymentKind = z.infer<typeof deploymentKindSchema>;

export const autoRollbackSchema = z.enum(["off", "on-failure", "on-failure-or-alert"]);
export type AutoRollback = z.infer<typeof autoRollbackSchema>;

const time = z.iso.datetime();
const paramSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A code and its parameters; the reader's language makes the sentence. */
export const codedSchema = z.looseObject({ code: z.string() }).catchall(paramSchema);
export type Coded = z.infer<typeof codedSchema>;

/** A pod as the rollout page draws it. */
export const podProgressSchema = z.object({
	uid: z.string(),
	name: z.string(),
	/** Of the template that this deployment brings. */
	new: z.boolean(),
	phase: z.string(),
	ready: z.boolean(),
	deleting: z.boolean(),
	/** Waiting or terminated reason of the worst container. */
	reason: z.string().nullable(),
	message: z.string().nullable(),
	exitCode: z.number().int().nullable(),
	restarts: z.number().int(),
	/** Restarts this deployment is not to blame for: those before it began, and those after the node went down. */
	before: z.number().int(),
	/** Since when the reason stands. */
	since: z.iso.datetime().nullable(),
	digest: z.string().nullable(),
	node: z.string().nullable(),
});
export type PodProgress = z.infer<typeof podProgressSchema>;

/** What the cluster last said about a rollout. Counts are pods. */
export const progressSchema = z.object({
	at: z.iso.datetime(),
	generation: z.number().int(),
	observedGeneration: z.number().int(),
	desired: z.number().int(),
	total: z.number().int(),
	updated: z.number().int(),
	ready: z.number().int(),
	available: z.number().int(),
	paused: z.boolean(),
	deadlineExceeded: z.boolean(),
	/** The cluster refuses new pods: quota or admission; its words and since when. */
	refused: z.object({ reason: z.string(), message: z.string(), since: time }).nullable(),
	/** How far an Argo Rollout has come through its steps; null for kinds without any. */
	stages: rolloutStagesSchema.nullable().default(null),
	pods: z.array(podProgressSchema),
	/** Pods beyond the first 600, which are not listed. */
	more: z.number().int().default(0),
});
export type Progress = z.infer<typeof progressSchema>;

export const actorRefSchema = z.looseObject({
	kind: z.string(),
	id: z.string(),
	login: z.string().optional(),
	name: z.string().optional(),
});

export const serviceRefSchema = z.object({ id: z.string(), name: z.string(), title: z.string() });
export const environmentRefSchema = serviceRefSchema.extend({ rank: z.number().int(), production: z.boolean() });

/** A deployment in a list. */
export const deploymentRowSchema = z.object({
	id: z.string(),
	kind: deploymentKindSchema,
	status: deploymentStatusSchema,
	outcome: codedSchema.nullable(),
	service: serviceRefSchema,
	environment: environmentRefSchema,
	digest: z.string().nullable(),
	image: z.string(),
	version: z.string().nullable(),
	commitSha: z.string().nullable(),
	fromDigest: z.string().nullable(),
	fromImage: z.string().nullable(),
	fromVersion: z.string().nullable(),
	actor: actorRefSchema,
	reason: z.string().nullable(),
	rollbackOfId: z.string().nullable(),
	rolledBackById: z.string().nullable(),
	incidentId: z.string().nullable(),
	requestedAt: time,
	startedAt: time.nullable(),
	rolledOutAt: time.nullable(),
	deadlineAt: time.nullable(),
	watchUntil: time.nullable(),
	finishedAt: time.nullable(),
	counts: progressSchema.pick({ desired: true, updated: true, ready: true, available: true }).nullable(),
});
export type DeploymentRow = z.infer<typeof deploymentRowSchema>;

export const deploymentEventSchema = z.object({
	id: z.string(),
	type: z.string(),
	at: z.iso.datetime(),
	actor: actorRefSchema,
	data: z.record(z.string(), z.unknown()),
});

export const holdSchema = z.object({
	id: z.string(),
	serviceId: z.string(),
	digest: z.string(),
	version: z.string().nullable(),
	reason: codedSchema,
	deploymentId: z.string().nullable(),
	incidentId: z.string().nullable(),
	createdAt: z.iso.datetime(),
	liftedAt: z.iso.datetime().nullable(),
	liftedBy: actorRefSchema.nullable(),
	liftReason: z.string().nullable(),
});
export type Hold = z.infer<typeof holdSchema>;

export const targetSchema = z.object({
	id: z.string(),
	connectionId: z.string(),
	cluster: z.string(),
	namespace: z.string(),
	kind: z.string(),
	name: z.string(),
	container: z.string(),
	/** When the cluster last answered, and whether that is too long ago. */
	seenAt: z.iso.datetime().nullable(),
	stale: z.boolean(),
});

/** A deployment with everything its page shows. */
export const deploymentDetailSchema = deploymentRowSchema.extend({
	progress: progressSchema.nullable(),
	target: targetSchema.nullable(),
	autoRollback: autoRollbackSchema,
	events: z.array(deploymentEventSchema),
	hold: holdSchema.nullable(),
	way: wayKindSchema,
	/** What brings it to the cluster, when that is not Lazo itself. */
	carrier: shownCarrierSchema.nullable(),
	smokeJob: shownJobSchema.nullable(),
	/** Gates that were closed and passed over. */
	overrides: overridesSchema,
	/** Who gave the second word, if one was asked for. */
	approvedBy: actorRefSchema.nullable(),
});
export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;

const itemSchema = z.object({ key: z.string(), title: z.string() });
const imageSchema = z.object({
	image: z.string().nullable(),
	version: z.string().nullable(),
	commitSha: z.string().nullable(),
});

export const planSchema = z.object({
	service: serviceRefSchema,
	environment: environmentRefSchema,
	from: imageSchema.extend({ digest: z.string().nullable(), since: time.nullable() }),
	to: imageSchema.extend({ digest: z.string(), createdAt: time.nullable() }),
	/** Newest first, at most 50; `back` when the target is older than what runs. */
	commits: z.array(
		z.object({
			sha: z.string(),
			title: z.string(),
			author: z.string(),
			at: z.iso.datetime(),
			url: z.string(),
			items: z.array(itemSchema),
		}),
	),
	direction: z.enum(["forward", "back", "same", "unknown"]),
	items: z.array(itemSchema.extend({ type: z.string() })),
	lastIncident: z.object({ id: z.string(), number: z.number(), title: codedSchema, startedAt: time }).nullable(),
	autoRollback: autoRollbackSchema,
	/** What would bring it to the cluster. */
	way: wayKindSchema,
	gates: z.array(gateSchema),
	/** Whether no gate fails. */
	open: z.boolean(),
	/** Whether the reader may pass closed gates over with a reason. */
	mayOverride: z.boolean(),
});
export type DeploymentPlan = z.infer<typeof planSchema>;

/** A template that ran and can be gone back to. */
export const revisionSchema = z.object({
	templateId: z.string(),
	revision: z.number().int().nullable(),
	image: z.string(),
	digest: z.string().nullable(),
	version: z.string().nullable(),
	commitSha: z.string().nullable(),
	commitTitle: z.string().nullable(),
	author: z.string().nullable(),
	firstSeenAt: z.iso.datetime(),
	lastSeenAt: z.iso.datetime(),
	current: z.boolean(),
	held: z.boolean(),
	/** How the last deployment of it ended, if any is known. */
	lastStatus: deploymentStatusSchema.nullable(),
	/** What an automatic rollback would choose now. */
	suggested: z.boolean(),
});
export type Revision = z.infer<typeof revisionSchema>;

/** A dry run of a rollback by the cluster itself: the changed lines of the pod template. */
export const rollbackPreviewSchema = z.object({
	accepted: z.boolean(),
	/** The cluster's words when it refuses. */
	refusal: z.string().nullable(),
	changes: z.array(z.object({ path: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
});
export type RollbackPreview = z.infer<typeof rollbackPreviewSchema>;

/** A cell of the environment × service grid. */
export const placeSchema = z.object({
	id: z.string(),
	service: serviceRefSchema.extend({ ownerTeamId: z.string().nullable() }),
	environment: environmentRefSchema,
	status: healthSchema,
	runningDigest: z.string().nullable(),
	runningSince: z.iso.datetime().nullable(),
	version: z.string().nullable(),
	commitSha: z.string().nullable(),
	desired: z.number().int(),
	ready: z.number().int(),
	observedAt: z.iso.datetime().nullable(),
	stale: z.boolean(),
	held: z.boolean(),
	autoRollback: autoRollbackSchema,
	active: z.object({ id: z.string(), kind: deploymentKindSchema, status: deploymentStatusSchema }).nullable(),
	latest: z.object({ id: z.string(), kind: deploymentKindSchema, status: deploymentStatusSchema }).nullable(),
	targets: z.array(targetSchema),
});
export type Place = z.infer<typeof placeSchema>;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "a digest: sha256: and 64 hexadecimal digits");
const reason = z.string().trim().min(3).max(500);
const where = { service: z.string().min(1).max(253), environment: z.string().min(1).max(63) };

export const requestDeploymentSchema = z.strictObject({
	...where,
	digest,
	reason: reason.optional(),
	overrides: overridesSchema,
	/** What the person saw running; the request is refused when something else runs by now. */
	expectedFromDigest: digest.nullable().optional(),
});
export type RequestDeployment = z.input<typeof requestDeploymentSchema>;

export const rollBackSchema = z.strictObject({
	...where,
	/** The deployment to take back; by default the latest that was not taken back. */
	deploymentId: z.uuid().optional(),
	/** The revision to go back to; by default the last one that worked. */
	templateId: z.uuid().optional(),
	/** `template`: image and configuration of then. `image`: only the image. */
	mode: z.enum(["template", "image"]).default("template"),
	reason,
	incidentId: z.uuid().optional(),
	/** `keeps-fixes`: why the fix of an incident may be taken away. */
	overrides: overridesSchema,
});
export type RollBack = z.input<typeof rollBackSchema>;

export const planQuerySchema = z.object({ ...where, digest });

export const previewRollbackSchema = z.strictObject({
	...where,
	templateId: z.uuid(),
	mode: z.enum(["template", "image"]).default("template"),
});

export const liftHoldSchema = z.strictObject({ reason });
/** Without a service it is the environment's setting; null asks the service's own annotation. */
export const autoRollbackInputSchema = z.strictObject({
	...where,
	service: where.service.optional(),
	autoRollback: autoRollbackSchema.nullable(),
});
