import { z } from "zod";
import { defineQueue } from "#server/platform/jobs.ts";

/** Alerts that arrived and wait to be worked. */
export const alertsQueue = defineQueue({
	name: "alerts",
	payload: z.object({ deliveryId: z.uuid() }),
	expireInSeconds: 30,
});

const ofIncident = z.object({ incidentId: z.uuid() });

/** Keeps the golden signals around an incident, since metrics expire. */
export const snapshotQueue = defineQueue({ name: "incident-graph", payload: ofIncident });

/** Asks for the automatic rollback of what an incident's alerts fired after. */
export const alertRollbackQueue = defineQueue({ name: "incident-rollback", payload: ofIncident });
