import { z } from "zod";
import { onCallNowSchema } from "#server/access/on-call/schema.ts";
import { railSchema } from "#server/insights/schema.ts";

const time = z.iso.datetime();
export const statusSchema = z.enum([
	"healthy",
	"progressing",
	"waiting",
	"degraded",
	"failing",
	"unknown",
	"held",
	"paused",
]);

/** What runs of a service in one environment, by the pods' own word. */
const placeShape = {
	environment: z.string(),
	title: z.string(),
	production: z.boolean(),
	status: statusSchema,
	desired: z.number(),
	ready: z.number(),
	digest: z.string().nullable(),
	version: z.string().nullable(),
	since: time.nullable(),
	observedAt: time.nullable(),
};
export const placeSchema = z.object(placeShape);

export const teamRefSchema = z.object({ name: z.string(), title: z.string() });

export const serviceRowSchema = z.object({
	id: z.string(),
	name: z.string(),
	title: z.string(),
	description: z.string().nullable(),
	type: z.string().nullable(),
	owner: teamRefSchema.nullable(),
	tier: z.number().nullable(),
	lifecycle: z.string().nullable(),
	system: z.string().nullable(),
	orphanedAt: time.nullable(),
	/** Rail of the newest version; null while there is none. */
	rail: railSchema.nullable(),
	environments: z.array(placeSchema),
});

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number() }));
export const catalogFacetsSchema = z.object({
	owner: facet,
	tier: facet,
	lifecycle: facet,
	system: facet,
	/** Files that could not be read. */
	problems: z.number(),
});

export const catalogProblemSchema = z.object({
	id: z.string(),
	repository: z.string(),
	path: z.string(),
	line: z.number().nullable(),
	code: z.string(),
	detail: z.string(),
	url: z.string(),
	observedAt: time,
});

export const runningPlaceSchema = z.object({
	...placeShape,
	commit: z.object({ sha: z.string(), title: z.string(), author: z.string(), at: time }).nullable(),
	autoRollback: z.string(),
	/** The newest image is not the one that runs here. */
	behind: z.boolean(),
	/** Whether the reader may deploy here; who may, may roll back. */
	mayDeploy: z.boolean(),
	/** What is left of the budget of failed requests; null where the service names no objective or it is not computed yet. */
	budget: z
		.object({
			/** Share that is left, below zero when overspent; null without requests. */
			left: z.number().nullable(),
			/** Share of requests that must not fail, over so many days. */
			objective: z.number(),
			days: z.number(),
			computedAt: time,
		})
		.nullable(),
});

export const dependencySchema = z.object({
	ref: z.string(),
	kind: z.string(),
	name: z.string(),
	title: z.string(),
	type: z.string().nullable(),
	relation: z.string(),
	owner: teamRefSchema.nullable(),
	/** Null: nothing of it is known to run (databases, things that are not in the catalog). */
	status: statusSchema.nullable(),
	known: z.boolean(),
});

export const serviceSchema = serviceRowSchema.omit({ environments: true }).extend({
	ref: z.string(),
	tags: z.array(z.string()),
	links: z.array(z.object({ url: z.string(), title: z.string().nullable(), icon: z.string().nullable() })),
	repository: z
		.object({ slug: z.string(), url: z.string(), defaultBranch: z.string(), gone: z.boolean(), observedAt: time })
		.nullable(),
	source: z.object({ path: z.string(), url: z.string().nullable() }).nullable(),
	image: z.string().nullable(),
	/** Who is on call for the owning team; null where no team owns it. */
	onCall: onCallNowSchema.nullable(),
	environments: z.array(runningPlaceSchema),
	alerts: z.array(
		z.object({
			id: z.string(),
			name: z.string(),
			severity: z.string().nullable(),
			environment: z.string().nullable(),
			summary: z.string().nullable(),
			startsAt: time,
			incidentId: z.string().nullable(),
		}),
	),
	dependencies: z.array(dependencySchema),
	dependents: z.array(dependencySchema),
	problems: z.array(catalogProblemSchema),
	observedAt: time,
});

export const activitySchema = z.object({
	id: z.string(),
	type: z.string(),
	at: time,
	subjectKind: z.string(),
	subjectId: z.string(),
	actor: z.string(),
	/** Parameters of the sentence, by the type. */
	data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export type ServiceRow = z.output<typeof serviceRowSchema>;
export type ServicePage = z.output<typeof serviceSchema>;
export type Place = z.output<typeof placeSchema>;
export type RunningPlace = z.output<typeof runningPlaceSchema>;
export type Dependency = z.output<typeof dependencySchema>;
export type CatalogFacets = z.output<typeof catalogFacetsSchema>;
export type CatalogProblemRow = z.output<typeof catalogProblemSchema>;
export type Activity = z.output<typeof activitySchema>;
export type ThingStatus = z.output<typeof statusSchema>;
