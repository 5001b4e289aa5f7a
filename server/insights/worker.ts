import type { WorkerFeature } from "#server/worker/feature.ts";
import { projectStationsReaction } from "./project-stations.ts";

export const insightsWorker: WorkerFeature = {
	name: "insights",
	start: async () => async () => {},
	reactions: [projectStationsReaction],
};
