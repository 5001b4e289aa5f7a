import { readKubeconfig } from "#server/connectors/kubernetes/kubeconfig.ts";
import { addCluster, closeClusters } from "#server/connectors/kubernetes/open-clusters.ts";
import { config } from "#server/platform/config/load.ts";
import { db } from "#server/platform/database.ts";
import { workQueue } from "#server/platform/jobs.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { answer } from "#server/platform/rpc.ts";
import { answerStream } from "#server/platform/rpc-stream.ts";
import type { Stop, WorkerFeature } from "#server/worker/feature.ts";
import { answerConfiguration } from "./configuration/answer-configuration.ts";
import { putBackAfterFailure } from "./configuration/put-back-after-failure.ts";
import { configurationCall } from "./configuration/read-call.ts";
import { podLogCall } from "./get-pod-log.ts";
import { answerPodLog } from "./internal/answer-pod-log.ts";
import { watchAddedClusters } from "./internal/watch-added-clusters.ts";
import { watchCluster } from "./internal/watch-cluster.ts";
import { logsCall } from "./logs/logs-call.ts";
import { streamLogs } from "./logs/stream-logs.ts";
import { carryOutChange } from "./operate/carry-out-change.ts";
import { operateQueue } from "./operate/queue.ts";
import { tickChanges } from "./operate/tick-changes.ts";
import { commentOnPreviews } from "./previews/comment-on-previews.ts";
import { followLabel, followLabelGivenBack } from "./previews/follow-label.ts";
import { previewCommentQueue, previewQueue } from "./previews/queue.ts";
import { tendPreview } from "./previews/tend-preview.ts";
import { tickPreviews } from "./previews/tick-previews.ts";
import { startTerminals } from "./terminal/start-terminals.ts";

/** Watches every cluster of the kubeconfig and of the settings, one holder each. */
export const workloadsWorker: WorkerFeature = {
	name: "workloads",
	start: async ({ handlers, address }) => {
		answer(handlers, podLogCall, answerPodLog);
		answer(handlers, configurationCall, answerConfiguration);
		answerStream(handlers, logsCall, streamLogs);
		await workQueue(operateQueue, ({ changeId }) => carryOutChange(changeId));
		await workQueue(previewQueue, ({ previewId }) => tendPreview(previewId));
		await workQueue(previewCommentQueue, ({ pullRequestId }) => commentOnPreviews(pullRequestId));
		const file = config().KUBERNETES_KUBECONFIG_FILE;
		const stops: Stop[] = [
			whileHolding("workload-changes", null, tickChanges),
			whileHolding("previews", null, tickPreviews),
		];
		for (const { name, url, kubeConfig } of file ? readKubeconfig(file) : []) {
			const { id } = await db().connection.upsert({
				where: { kind_name: { kind: "kubernetes", name } },
				create: { kind: "kubernetes", name, url, source: "configuration" },
				update: { url, source: "configuration", removedAt: null },
			});
			const cluster = await addCluster(id, { name, url, kubeConfig });
			stops.push(whileHolding(`cluster:${id}`, address, (signal) => watchCluster(cluster, signal)));
		}
		stops.push(watchAddedClusters({ address }));
		stops.push(startTerminals({ handlers, address }));
		return async () => {
			await Promise.all(stops.map((stop) => stop()));
			await closeClusters();
		};
	},
	reactions: [
		{
			name: "workloads.put-configuration-back",
			types: ["deployment.failed"],
			react: ({ subjectId }) => putBackAfterFailure(subjectId),
		},
		{
			name: "workloads.preview-label",
			types: ["pull-request.opened", "pull-request.reopened", "pull-request.labeled"],
			react: ({ subjectId }) => followLabel(subjectId),
		},
		{
			name: "workloads.preview-label-back",
			types: ["preview.ended"],
			react: ({ subjectId }) => followLabelGivenBack(subjectId),
		},
	],
};
