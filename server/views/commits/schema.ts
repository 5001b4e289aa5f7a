import { z } from "zod";
import { stationSchema } from "#server/insights/schema.ts";

const time = z.iso.datetime();

/** A commit with what it was for, what was built of it, and where that runs. */
export const commitViewSchema = z.object({
	sha: z.string(),
	message: z.string(),
	author: z.object({ name: z.string(), login: z.string().nullable() }),
	authoredAt: time,
	parents: z.array(z.string()),
	repository: z.string(),
	url: z.string(),
	service: z.string().nullable(),
	stations: z.array(stationSchema),
	items: z.array(z.object({ key: z.string(), title: z.string(), state: z.string() })),
	pullRequests: z.array(z.object({ label: z.string(), title: z.string(), state: z.string(), url: z.string() })),
	runs: z.array(z.object({ id: z.uuid(), name: z.string(), number: z.number().int(), state: z.string(), at: time })),
	images: z.array(
		z.object({ digest: z.string(), version: z.string().nullable(), repository: z.string(), createdAt: time }),
	),
	running: z.array(
		z.object({
			service: z.string(),
			environment: z.string(),
			digest: z.string(),
			status: z.string(),
			since: time.nullable(),
		}),
	),
});
export type CommitView = z.infer<typeof commitViewSchema>;
