import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Brings a preview a step on. */
export const previewQueue = defineQueue({
	name: "tend-preview",
	payload: z.object({ previewId: z.uuid() }),
	expireInSeconds: 120,
});

/** Says on GitHub how the previews of a pull request stand. */
export const previewCommentQueue = defineQueue({
	name: "comment-on-previews",
	payload: z.object({ pullRequestId: z.uuid() }),
	expireInSeconds: 60,
});
