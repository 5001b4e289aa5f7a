import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Ends the workflow run of a runbook that somebody wants stopped. */
export const stopRunbookQueue = defineQueue({
	name: "stop-runbook",
	payload: z.object({ runbookRunId: z.uuid() }),
});
