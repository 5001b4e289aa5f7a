import { z } from "zod";
import { labelName, subdomainName } from "#server/connectors/kubernetes/schema.ts";

/** What an input of a workflow can be filled with. `image` is `<repository>@<digest>`, `deployment` is Lazo's own id. */
export const inputFacts = [
	"environment",
	"service",
	"image",
	"digest",
	"repository",
	"version",
	"commit",
	"deployment",
] as const;
export type InputFact = (typeof inputFacts)[number];

/** A fact of the deployment, or the same text every time. */
export const inputValueSchema = z.union([
	z.strictObject({ fact: z.enum(inputFacts) }),
	z.strictObject({ text: z.string().max(1_000) }),
]);
export type InputValue = z.infer<typeof inputValueSchema>;

/** Lazo changes the workload itself. */
const patchWaySchema = z.strictObject({ kind: z.literal("patch") });

/** A GitHub Actions workflow changes the workload; Lazo starts it and follows the cluster. */
const workflowWaySchema = z.strictObject({
	kind: z.literal("workflow"),
	workflowId: z.uuid(),
	ref: z.string().min(1).max(250),
	inputs: z.record(z.string().min(1).max(200), inputValueSchema),
	/** How long the run may take until the version is in the cluster. */
	minutes: z.number().int().min(1).max(720).default(30),
	/** `patch` goes back at once, without a run. */
	rollback: z.enum(["patch", "workflow"]).default("patch"),
});
export type WorkflowWay = z.infer<typeof workflowWaySchema>;

/** Lazo commits the digest to an environment repository, and Argo CD or Flux bring it to the cluster. */
const gitopsWaySchema = z.strictObject({
	kind: z.literal("gitops"),
	/** "owner/name". */
	repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
	branch: z.string().min(1).max(250).default("main"),
	/** A kustomization or a manifest. */
	path: z.string().min(1).max(500),
	/** What the kustomization calls the image, where that is not its repository. */
	image: z.string().min(1).max(300).nullable().default(null),
	/** `commit` to the branch itself, or by a pull request that somebody merges. */
	by: z.enum(["commit", "pull"]).default("commit"),
	/** What brings the repository to the cluster; its errors end a deployment. */
	follow: z
		.strictObject({ kind: z.enum(["argocd", "flux"]), namespace: labelName, name: subdomainName })
		.nullable()
		.default(null),
	/** How long it may take from the commit until the version is in the cluster. */
	minutes: z.number().int().min(1).max(720).default(30),
});
export type GitopsWay = z.infer<typeof gitopsWaySchema>;

/** How a version gets to a place. */
export const waySchema = z.discriminatedUnion("kind", [patchWaySchema, workflowWaySchema, gitopsWaySchema]);
export type Way = z.infer<typeof waySchema>;
export const wayKindSchema = z.enum(["patch", "workflow", "gitops"]);
export type WayKind = z.infer<typeof wayKindSchema>;

/** The way of a service in an environment, for whoever reads or changes it. */
export const placeWaySchema = z.object({
	environment: z.object({ name: z.string(), title: z.string(), production: z.boolean() }),
	way: waySchema,
	/** The workflow that it names; null for other ways, and when it is gone. */
	workflow: z.object({ id: z.string(), name: z.string(), path: z.string(), repository: z.string() }).nullable(),
	mayConfigure: z.boolean(),
});
export type PlaceWay = z.infer<typeof placeWaySchema>;

/** What carries a deployment that Lazo does not write to the cluster itself. */
export const carrierSchema = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("run"), requestId: z.uuid() }),
	z.strictObject({
		kind: z.literal("git"),
		repository: z.string(),
		/** The commit that says it on the branch; null while a pull request is not merged. */
		sha: z.string().nullable(),
		pull: z.number().int().nullable(),
		url: z.string(),
		/** Since when the branch says it. */
		at: z.iso.datetime().nullable(),
	}),
]);
export type Carrier = z.infer<typeof carrierSchema>;

/** The same as a page shows it. */
export const shownCarrierSchema = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("run"),
		workflow: z.string(),
		repository: z.string(),
		/** Null until GitHub has started it. */
		run: z
			.object({
				id: z.string(),
				number: z.number().int(),
				url: z.string(),
				status: z.string(),
				conclusion: z.string().nullable(),
			})
			.nullable(),
	}),
	z.object({
		kind: z.literal("git"),
		...{ repository: z.string(), sha: z.string().nullable(), pull: z.number().int().nullable(), url: z.string() },
	}),
]);
export type ShownCarrier = z.infer<typeof shownCarrierSchema>;
