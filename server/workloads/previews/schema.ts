import { z } from "zod";
import { actorRefSchema, codedSchema, serviceRefSchema } from "#server/deployments/schema.ts";
import { clusterEventSchema, podSchema } from "../schema.ts";

const time = z.iso.datetime();
export const mostHours = 168;
export const mostReplicas = 5;
const placeholders = ["service", "number", "namespace"];

/** Whether a text becomes an http(s) address once its placeholders are filled in. */
export function isUrlPattern(text: string): boolean {
	const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
	if (named.some((name) => !placeholders.includes(name))) return false;
	const filled = text.replaceAll(/\{[^{}]*\}/g, "1");
	if (/[{}\s\\]/.test(filled) || !URL.canParse(filled)) return false;
	const { protocol, username, password } = new URL(filled);
	return (protocol === "https:" || protocol === "http:") && username === "" && password === "";
}

const label = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, "not an RFC 1123 label");
const price = z.number().min(0).max(1_000);

/** How previews of a service are made. */
export const previewSettingsSchema = z.strictObject({
	/** A namespace that is there already; null makes one for each preview. */
	namespace: label.nullable(),
	replicas: z.int().min(1).max(mostReplicas),
	hours: z.int().min(1).max(mostHours),
	/** Such as https://{service}-pr-{number}.preview.example.com; null when there is no way in from outside. */
	urlPattern: z.string().max(300).refine(isUrlPattern, "not an http address with known placeholders").nullable(),
	/** Class of the Ingress that is made for the address; null makes none. */
	ingressClass: label.nullable(),
	/** Of a requested core and of a requested GiB, for an hour; null takes the installation's. */
	cpuPrice: price.nullable(),
	memoryPrice: price.nullable(),
});
export type PreviewSettings = z.output<typeof previewSettingsSchema>;

export const previewRuleSchema = previewSettingsSchema.extend({
	/** Whose workload is copied. */
	environment: z.string().min(1).max(63),
});
export type PreviewRule = z.output<typeof previewRuleSchema>;

export const previewRuleAnswerSchema = z.object({
	rule: previewRuleSchema.nullable(),
	/** What a rule without prices of its own takes. */
	prices: z.object({ cpu: z.number(), memory: z.number(), currency: z.string() }),
	/** Where the service runs, in promotion order. */
	environments: z.array(z.object({ name: z.string(), title: z.string(), production: z.boolean() })),
	/** Whether the reader may change it, and ask for previews. */
	mayConfigure: z.boolean(),
	mayRequest: z.boolean(),
});
export type PreviewRuleAnswer = z.output<typeof previewRuleAnswerSchema>;

export const previewStatusSchema = z.enum(["waiting", "starting", "ready", "failed", "ending", "ended"]);
export type PreviewStatus = z.output<typeof previewStatusSchema>;
export const endReasonSchema = z.enum(["person", "label", "expired", "merged", "closed"]);
export type EndReason = z.output<typeof endReasonSchema>;

const costSchema = z.object({
	/** So far, a day, and until its end, in `currency`. */
	soFar: z.number(),
	perDay: z.number(),
	untilEnd: z.number(),
	currency: z.string(),
});
export type PreviewCost = z.output<typeof costSchema>;

export const previewRowSchema = z.object({
	id: z.string(),
	service: serviceRefSchema,
	team: z.object({ name: z.string(), title: z.string() }).nullable(),
	pull: z.object({
		id: z.string(),
		number: z.int(),
		title: z.string(),
		state: z.enum(["open", "closed", "merged"]),
		url: z.string(),
		headRef: z.string(),
		headSha: z.string(),
		repository: z.string(),
		author: z.string().nullable(),
	}),
	environment: z.string(),
	status: previewStatusSchema,
	problem: codedSchema.nullable(),
	namespace: z.string(),
	url: z.string().nullable(),
	/** What runs, and of which commit; older than the head while a newer image is waited for. */
	commitSha: z.string().nullable(),
	digest: z.string().nullable(),
	actor: actorRefSchema,
	source: z.enum(["person", "label"]),
	requestedAt: time,
	readyAt: time.nullable(),
	endsAt: time,
	endReason: endReasonSchema.nullable(),
	endedAt: time.nullable(),
	cost: costSchema,
	/** Whether the reader may end it or give it more time. */
	mayManage: z.boolean(),
});
export type PreviewRow = z.output<typeof previewRowSchema>;

export const previewDetailSchema = previewRowSchema.extend({
	cluster: z.string().nullable(),
	ownsNamespace: z.boolean(),
	name: z.string(),
	replicas: z.int(),
	ready: z.int(),
	/** Cores and GiB that its pods request together. */
	cpu: z.number(),
	memory: z.number(),
	/** What differs from the environment it was copied from. */
	notes: z.array(codedSchema),
	pods: z.array(podSchema),
	events: z.array(clusterEventSchema),
});
export type PreviewDetail = z.output<typeof previewDetailSchema>;

export const previewPageSchema = z.object({
	items: z.array(previewRowSchema),
	nextCursor: z.string().nullable(),
	/** Of all that the filter finds, not of this page. */
	sum: z.object({ count: z.int(), soFar: z.number(), perDay: z.number(), currency: z.string() }),
});
export type PreviewPage = z.output<typeof previewPageSchema>;

export const requestPreviewSchema = z.strictObject({
	service: z.string().min(1).max(253),
	/** Number of the pull request. */
	number: z.int().min(1),
	/** Instead of what the service's rule says. */
	hours: z.int().min(1).max(mostHours).optional(),
});
export type RequestPreview = z.output<typeof requestPreviewSchema>;
