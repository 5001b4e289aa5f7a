import type { WorkerFeature } from "#server/worker/feature.ts";
import { moveItemsReaction } from "./move-items.ts";
import { noteRolledBackReaction } from "./note-rolled-back.ts";
import { noteVerdictReaction } from "./note-verdict.ts";
import { projectStationsReaction } from "./project-stations.ts";

export const insightsWorker: WorkerFeature = {
	name: "insights",
	start: async () => async () => {},
	reactions: [projectStationsReaction, moveItemsReaction, noteRolledBackReaction, noteVerdictReaction],
};
