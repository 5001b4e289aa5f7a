import { answer } from "#server/platform/rpc.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { signalsCall } from "./calls.ts";
import { readSignals } from "./read-signals.ts";

export const metricsWorker: WorkerFeature = {
	name: "metrics",
	start: async ({ handlers }) => {
		answer(handlers, signalsCall, readSignals);
		return async () => {};
	},
};
