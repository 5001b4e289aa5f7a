import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Carries out a deployment that was requested. */
export const executeQueue = defineQueue({
	name: "execute-deployment",
	payload: z.object({ deploymentId: z.uuid() }),
	expireInSeconds: 60,
});

/** Tells GitHub how a deployment stands. */
export const reportQueue = defineQueue({
	name: "report-deployment-to-github",
	payload: z.object({ deploymentId: z.uuid() }),
	expireInSeconds: 60,
});

/** Tries a version that has been rolled out. */
export const smokeQueue = defineQueue({
	name: "smoke-test",
	payload: z.object({ deploymentId: z.uuid() }),
	expireInSeconds: 120,
});

/** Takes a failed deployment back where the service asks for it. */
export const rollBackQueue = defineQueue({
	name: "roll-back-automatically",
	payload: z.object({ deploymentId: z.uuid() }),
	expireInSeconds: 60,
});
