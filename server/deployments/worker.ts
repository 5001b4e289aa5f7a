import { enqueue, workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer } from "#server/platform/rpc.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { executeDeployment } from "./execute-deployment.ts";
import { holdWorseVersion } from "./hold-worse-version.ts";
import { dryRunRollback } from "./internal/dry-run-rollback.ts";
import { dryRunCall } from "./preview-rollback.ts";
import { commentOnPull } from "./pull-comments/comment-on-pull.ts";
import { commentQueue } from "./pull-comments/queue.ts";
import { executeQueue, reportQueue, rollBackQueue, smokeQueue } from "./queues.ts";
import { isOfPast } from "./record-past-deployment.ts";
import { reportToGitHub } from "./report-to-github.ts";
import { rollBackAutomatically } from "./roll-back-automatically.ts";
import { inspectRollback, inspectRollbackCall } from "./rollback-checks/inspect-rollback.ts";
import { noteHeld } from "./rollback-checks/note-held.ts";
import { tickSmokeJobs } from "./smoke/follow-smoke-jobs.ts";
import { tickSmokeRuns } from "./smoke/follow-smoke-run.ts";
import { runSmokeTest } from "./smoke/run-smoke-test.ts";
import { tickRollouts } from "./tick-rollouts.ts";
import { followRun } from "./ways/follow-run.ts";
import { stopCarrier } from "./ways/stop-carrier.ts";
import { tryGitops, tryGitopsCall } from "./ways/try-gitops.ts";

export const deploymentsWorker: WorkerFeature = {
	name: "deployments",
	start: async ({ handlers }) => {
		await workQueue(executeQueue, ({ deploymentId }) => executeDeployment(deploymentId));
		await workQueue(rollBackQueue, ({ deploymentId }) => rollBackAutomatically(deploymentId));
		await workQueue(reportQueue, ({ deploymentId }) => reportToGitHub(deploymentId));
		await workQueue(smokeQueue, ({ deploymentId }) => runSmokeTest(deploymentId));
		await workQueue(commentQueue, ({ pullRequestId }) => commentOnPull(pullRequestId));
		answer(handlers, dryRunCall, dryRunRollback);
		answer(handlers, tryGitopsCall, tryGitops);
		answer(handlers, inspectRollbackCall, inspectRollback);
		const stops = [
			whileHolding("rollouts", null, tickRollouts),
			whileHolding("smoke-runs", null, tickSmokeRuns),
			whileHolding("smoke-jobs", null, tickSmokeJobs),
		];
		return async () => {
			await Promise.all(stops.map((stop) => stop()));
		};
	},
	reactions: [
		{
			name: "deployments.hold-worse",
			types: ["deployment.judged"],
			react: ({ subjectId }) => holdWorseVersion(subjectId),
		},
		{
			name: "deployments.smoke-test",
			types: ["deployment.rolled-out"],
			react: ({ subjectId: deploymentId }) =>
				transaction((tx) => enqueue(tx, smokeQueue, { data: { deploymentId }, singletonKey: deploymentId })),
		},
		{
			name: "deployments.note-held",
			types: ["deployment.rolled-out"],
			react: async ({ subjectId, data }) => {
				if (!isOfPast(data)) await noteHeld(subjectId);
			},
		},
		{
			name: "deployments.follow-run",
			types: ["run.finished"],
			react: ({ subjectId }) => followRun(subjectId),
		},
		{
			// A run that goes on after its deployment has ended would write beside the next one.
			name: "deployments.stop-carrier",
			types: ["deployment.failed", "deployment.aborted"],
			react: async ({ subjectId }) => {
				if (!(await stopCarrier(subjectId))) throw new Error("what carried the deployment has not ended yet");
			},
		},
		{
			name: "deployments.report-to-github",
			types: [
				...["deployment.requested", "deployment.started", "deployment.rolled-out", "deployment.succeeded"],
				...["deployment.failed", "deployment.rolled-back", "deployment.aborted"],
			],
			react: async ({ subjectId, data }) => {
				if (isOfPast(data)) return;
				await transaction((tx) =>
					enqueue(tx, reportQueue, { data: { deploymentId: subjectId }, singletonKey: subjectId }),
				);
			},
		},
	],
};
