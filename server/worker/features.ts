import { artifactsWorker } from "#server/artifacts/worker.ts";
import { catalogWorker } from "#server/catalog/worker.ts";
import { connectionsWorker } from "#server/connections/worker.ts";
import { deploymentsWorker } from "#server/deployments/worker.ts";
import { historyWorker } from "#server/history/worker.ts";
import { incidentsWorker } from "#server/incidents/worker.ts";
import { insightsWorker } from "#server/insights/worker.ts";
import { metricsWorker } from "#server/metrics/worker.ts";
import { pipelinesWorker } from "#server/pipelines/worker.ts";
import { workloadsWorker } from "#server/workloads/worker.ts";
import type { WorkerFeature } from "./feature.ts";
import { retentionWorker } from "./retention.ts";

/** Everything the worker does, feature by feature, in the order of their layers. */
export const features: WorkerFeature[] = [
	connectionsWorker,
	catalogWorker,
	pipelinesWorker,
	artifactsWorker,
	deploymentsWorker,
	workloadsWorker,
	metricsWorker,
	incidentsWorker,
	insightsWorker,
	historyWorker,
	retentionWorker,
];
