import { openGitHub } from "#server/connectors/github/open-github.ts";
import { db } from "#server/platform/database.ts";
import { enqueue, workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer } from "#server/platform/rpc.ts";
import { transaction } from "#server/platform/transaction.ts";
import type { WorkerFeature } from "../worker/feature.ts";
import { adoptRepository } from "./adopt-repository.ts";
import { startRequestedRun } from "./dispatch/start-requested-run.ts";
import { linkCommitsToItem } from "./links/link-commits-to-item.ts";
import { deliveryQueue, dispatchQueue, refreshRunQueue, syncQueue } from "./queues.ts";
import { readRefs, readRefsCall } from "./read-refs.ts";
import { refreshRun } from "./sync/refresh-run.ts";
import { syncRepository } from "./sync/sync-repository.ts";
import { watchRuns } from "./sync/watch-runs.ts";
import { processDelivery } from "./webhooks/process-delivery.ts";

/** Takes in webhooks, starts runs, and looks for what no webhook told. */
export const pipelinesWorker: WorkerFeature = {
	name: "pipelines",
	start: async ({ handlers }) => {
		answer(handlers, readRefsCall, async ({ slug }) => readRefs(await openGitHub(), slug));
		await workQueue(deliveryQueue, async ({ deliveryRowId }) => processDelivery(deliveryRowId));
		await workQueue(dispatchQueue, async ({ requestId }) => startRequestedRun(await openGitHub(), requestId));
		await workQueue(refreshRunQueue, async ({ repositoryId, externalId }) => {
			const repository = await db().repository.findUnique({ where: { id: repositoryId } });
			if (repository) await refreshRun(await openGitHub(), repository, externalId);
		});
		await workQueue(syncQueue, async ({ repositoryId, full }) =>
			syncRepository(await openGitHub(), repositoryId, full),
		);
		return whileHolding("pipelines-reconcile", null, watchRuns);
	},
	reactions: [
		{
			name: "pipelines.new-repository",
			types: ["repository.discovered"],
			react: async ({ subjectId: repositoryId }) => {
				const data = { repositoryId, full: true };
				await transaction((tx) => enqueue(tx, syncQueue, { data, singletonKey: `${repositoryId} true` }));
			},
		},
		{
			name: "pipelines.adopt-repository",
			types: ["entity.created", "entity.updated"],
			react: ({ subjectId }) => adoptRepository(subjectId),
		},
		{
			name: "pipelines.link-items",
			types: ["item.created"],
			react: async ({ subjectId }) => {
				const item = await db().item.findUnique({ where: { id: subjectId }, select: { id: true, key: true } });
				if (item) await transaction((tx) => linkCommitsToItem(tx, item.id, item.key));
			},
		},
	],
};
