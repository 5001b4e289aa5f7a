import { insightsWorker } from "#server/insights/worker.ts";
import { metricsWorker } from "#server/metrics/worker.ts";
import type { WorkerFeature } from "./feature.ts";

/** Everything the worker does, feature by feature, in the order of their layers. */
export const features: WorkerFeature[] = [metricsWorker, insightsWorker];
