import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { config } from "#server/platform/config/load.ts";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import type { WorkerFeature } from "#server/worker/feature.ts";
import { importHistory } from "./import-history.ts";

const retryMs = 10_000;

/** Imports the past that HISTORY_FILE names, once. */
export const historyWorker: WorkerFeature = {
	name: "history",
	start: async () => {
		const file = config().HISTORY_FILE;
		if (!file) return async () => {};
		return whileHolding("history-import", null, (signal) => importUntilDone(file, signal));
	},
};

/** Tries again every ten seconds; every part is safe to repeat. Then holds the lease, so that nobody else begins. */
async function importUntilDone(file: string, signal: AbortSignal): Promise<void> {
	while (!signal.aborted && !(await tryImport(file, signal)))
		await pause(retryMs, undefined, { signal }).catch(() => {});
	if (!signal.aborted) await once(signal, "abort");
}

function tryImport(file: string, signal: AbortSignal): Promise<boolean> {
	return importHistory(file, signal).then(
		() => true,
		(error: Error) => {
			log.error({ file, error: error.message }, "the history was not imported; trying again");
			return false;
		},
	);
}
