import { setTimeout as pause } from "node:timers/promises";
import { whileHolding } from "#server/platform/lease.ts";
import { log } from "#server/platform/log.ts";
import type { WorkerFeature } from "./feature.ts";
import { purgeOldRows } from "./purge-old-rows.ts";

const everyMs = 10 * 60_000;

/** Keeps the tables that only grow from growing, one worker at a time. */
export const retentionWorker: WorkerFeature = {
	name: "retention",
	start: async () =>
		whileHolding("retention", null, async (signal) => {
			while (!signal.aborted) {
				const rows = await purgeOldRows(signal).catch((error: Error) =>
					log.warn({ error: error.message }, "old rows could not be deleted; trying again later"),
				);
				if (rows) log.info({ rows }, "old rows deleted");
				await pause(everyMs, undefined, { signal }).catch(() => {});
			}
		}),
};
