import { artifactsWorker } from "#server/artifacts/worker.ts";
import { catalogWorker } from "#server/catalog/worker.ts";
import { insightsWorker } from "#server/insights/worker.ts";
import { metricsWorker } from "#server/metrics/worker.ts";
import { pipelinesWorker } from "#server/pipelines/worker.ts";
import type { WorkerFeature } from "./feature.ts";

/** Everything the worker does, feature by feature, in the order of their layers. */
export const features: WorkerFeature[] = [
	catalogWorker,
	pipelinesWorker,
	artifactsWorker,
	metricsWorker,
	insightsWorker,
];
