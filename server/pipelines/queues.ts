import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Reads runs, pull requests and branches of a repository; `full` its workflow files and commits too. */
export const syncQueue = defineQueue({
	name: "pipelines.sync-repository",
	payload: z.object({ repositoryId: z.uuid(), full: z.boolean() }),
	expireInSeconds: 300,
});

/** Reads one run and its jobs. */
export const refreshRunQueue = defineQueue({
	name: "pipelines.refresh-run",
	payload: z.object({ repositoryId: z.uuid(), externalId: z.number().int() }),
});

/** Takes in one webhook that was stored. */
export const deliveryQueue = defineQueue({
	name: "pipelines.webhook-delivery",
	payload: z.object({ deliveryRowId: z.uuid() }),
});

/** Starts the run that somebody asked for. */
export const dispatchQueue = defineQueue({
	name: "pipelines.dispatch-run",
	payload: z.object({ requestId: z.uuid() }),
	expireInSeconds: 120,
});
