import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import type { Kind } from "#server/connectors/kubernetes/resources.ts";
import { servesKind } from "#server/connectors/kubernetes/serves-kind.ts";

const lookEveryMs = 15_000;

/** `absent` is called whenever the cluster does not serve it, or does not answer. */
type Waiting = { signal: AbortSignal; absent: () => void };

/**
 * Waits until a cluster serves a kind that not every cluster has; true then, false when `signal` aborts before. A cluster that
 * does not answer is told by the watches of the other kinds.
 */
export async function whenServed(cluster: Cluster, kind: Kind, { signal, absent }: Waiting): Promise<boolean> {
	while (!signal.aborted) {
		if (await servesKind(cluster, kind).catch(() => false)) return true;
		absent();
		await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
	}
	return false;
}
