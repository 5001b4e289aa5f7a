import type { Cluster } from "../registry/cluster.ts";
import type { Controller } from "./controller.ts";
import { periodically } from "./periodically.ts";

const lifetimeMs = 3_600_000;
const sweepEveryMs = 30_000;

/** Forgets Events an hour after they were last seen, as the API server's `--event-ttl` does. */
export function eventExpiry(cluster: Cluster): Controller {
	return periodically(sweepEveryMs, () => {
		for (const event of cluster.store.list("events")) {
			const seen = Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp);
			if (Date.now() - seen > lifetimeMs) cluster.store.remove("events", event);
		}
	});
}
