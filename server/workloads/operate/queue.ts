import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Carries out a change of how a workload runs. */
export const operateQueue = defineQueue({
	name: "operate-workload",
	payload: z.object({ changeId: z.uuid() }),
	expireInSeconds: 60,
});
