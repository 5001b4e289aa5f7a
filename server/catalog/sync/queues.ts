import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Reads the catalog files of one repository again. */
export const syncRepositoryQueue = defineQueue({
	name: "catalog.sync-repository",
	payload: z.object({ repositoryId: z.uuid() }),
});

/** Lists the organisation's repositories and syncs those that changed; `all` syncs every one. */
export const discoverQueue = defineQueue({
	name: "catalog.discover",
	payload: z.object({ all: z.boolean() }),
	retryLimit: 3,
	expireInSeconds: 300,
});
