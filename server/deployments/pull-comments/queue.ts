import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Says on GitHub how a pull request did where it was deployed. */
export const commentQueue = defineQueue({
	name: "comment-on-pull-request",
	payload: z.object({ pullRequestId: z.uuid() }),
	expireInSeconds: 60,
});
