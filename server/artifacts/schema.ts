import { z } from "zod";

const time = z.iso.datetime();

export const artifactRowSchema = z.object({
	id: z.string(),
	digest: z.string(),
	repository: z.string(),
	tags: z.array(z.string()),
	version: z.string().nullable(),
	service: z.string().nullable(),
	commitSha: z.string().nullable(),
	commitTitle: z.string().nullable(),
	run: z.object({ id: z.string(), number: z.number() }).nullable(),
	sizeBytes: z.number().nullable(),
	evidence: z.string().nullable(),
	/** Environments whose pods all run this image. */
	runsIn: z.array(z.string()),
	/** No automation deploys it until somebody lifts the hold. */
	held: z.boolean(),
	createdAt: time,
	observedAt: time,
});

export const artifactSchema = artifactRowSchema.extend({
	platformDigests: z.array(z.string()),
	labels: z.record(z.string(), z.string()),
	commit: z
		.object({ sha: z.string(), message: z.string(), author: z.string(), authoredAt: time, url: z.string() })
		.nullable(),
	items: z.array(z.object({ key: z.string(), title: z.string(), state: z.string() })),
});

export type ArtifactRow = z.output<typeof artifactRowSchema>;
export type ArtifactDetail = z.output<typeof artifactSchema>;
