import { setTimeout as rest } from "node:timers/promises";
import { openGitHub } from "#server/connectors/github/open-github.ts";
import { workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { noteRollback, resolveFailures } from "./follow-rollback.ts";
import { openIncidentOfFailure } from "./incident-of-failure.ts";
import { keepGraph } from "./keep-graph.ts";
import { alertRollbackQueue, alertsQueue, snapshotQueue } from "./queues.ts";
import { reconcileAlerts } from "./reconcile-alerts.ts";
import { rollBackAlerted } from "./roll-back-alerted.ts";
import { stopRunbookQueue } from "./runbooks/queue.ts";
import { carryOutStop } from "./runbooks/stop-runbook-run.ts";
import { tickRunbooks } from "./runbooks/tick-runbooks.ts";
import { scaleForAlerts } from "./scale-for-alerts.ts";
import { workAlerts, workLeftovers } from "./work-alerts.ts";

const leftoversMs = 5_000;
const reconcileMs = 30_000;

export const incidentsWorker: WorkerFeature = {
	name: "incidents",
	start: async () => {
		await workQueue(alertsQueue, ({ deliveryId }) => workAlerts(deliveryId));
		await workQueue(alertRollbackQueue, ({ incidentId }) => rollBackAlerted(incidentId));
		await workQueue(stopRunbookQueue, ({ runbookRunId }) => carryOutStop(openGitHub, runbookRunId));
		await workQueue(snapshotQueue, ({ incidentId }) => keepGraph(incidentId));
		const stops = [whileHolding("alerts", null, reconcileUntil), whileHolding("runbooks", null, tickRunbooks)];
		return async () => {
			await Promise.all(stops.map((stop) => stop()));
		};
	},
	reactions: [
		{ name: "incidents.failed-rollouts", types: ["deployment.failed"], react: openIncidentOfFailure },
		{ name: "incidents.alert-scaling", types: ["alert.fired", "alert.resolved"], react: scaleForAlerts },
		{ name: "incidents.rollbacks", types: ["deployment.requested"], react: noteRollback },
		{ name: "incidents.recovered-rollouts", types: ["deployment.rolled-out"], react: resolveFailures },
	],
};

/** Makes up for lost workers every 5 seconds and for lost webhooks every 30, until the lease is lost. */
async function reconcileUntil(signal: AbortSignal): Promise<void> {
	let asked = 0;
	while (!signal.aborted) {
		await workLeftovers().catch(complain);
		if (Date.now() - asked >= reconcileMs) {
			asked = Date.now();
			await reconcileAlerts().catch(complain);
		}
		await rest(leftoversMs, undefined, { signal }).catch(() => {});
	}
}

const complain = (error: Error) => log.warn({ error: error.message }, "reconciling alerts");
