import { config } from "#server/platform/config/load.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { importHistory } from "./import-history.ts";

/** Imports the past that HISTORY_FILE names, once. */
export const historyWorker: WorkerFeature = {
	name: "history",
	start: async () => {
		const file = config().HISTORY_FILE;
		if (!file) return async () => {};
		return whileHolding("history-import", null, async (signal) => {
			await importHistory(file, signal).catch((error: Error) =>
				log.error({ file, error: error.message }, "the history was not imported"),
			);
			await new Promise<void>((resolve) =>
				signal.aborted ? resolve() : signal.addEventListener("abort", () => resolve(), { once: true }),
			);
		});
	},
};
