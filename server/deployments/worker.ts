import { workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer } from "#server/platform/rpc.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { executeDeployment } from "./execute-deployment.ts";
import { dryRunRollback } from "./internal/dry-run-rollback.ts";
import { dryRunCall } from "./preview-rollback.ts";
import { executeQueue, rollBackQueue } from "./queues.ts";
import { rollBackAutomatically } from "./roll-back-automatically.ts";
import { tickRollouts } from "./tick-rollouts.ts";

export const deploymentsWorker: WorkerFeature = {
	name: "deployments",
	start: async ({ handlers }) => {
		await workQueue(executeQueue, ({ deploymentId }) => executeDeployment(deploymentId));
		await workQueue(rollBackQueue, ({ deploymentId }) => rollBackAutomatically(deploymentId));
		answer(handlers, dryRunCall, dryRunRollback);
		return whileHolding("rollouts", null, tickRollouts);
	},
};
