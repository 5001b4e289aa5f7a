import type { Cluster } from "#server/connectors/kubernetes/cluster.ts";
import { readConfiguration } from "#server/connectors/kubernetes/configuration-object.ts";
import { KubernetesError } from "#server/connectors/kubernetes/kubernetes-error.ts";
import { subdomainName } from "#server/connectors/kubernetes/schema.ts";
import { fingerprint } from "#server/platform/fingerprint.ts";
import type { HeldObject, UsedObject } from "./held.ts";

const mostKeys = 1_000;

type Wanted = { namespace: string; serviceId: string; objects: readonly UsedObject[] };

/** Reads what objects hold at this moment, as fingerprints only. One that is not there is told; throws KubernetesError for the rest. */
export async function readHeld(cluster: Cluster, { namespace, serviceId, objects }: Wanted): Promise<HeldObject[]> {
	const found: HeldObject[] = [];
	for (const { kind, name, keys } of objects) {
		// No object can have another name, and none is asked for by it.
		if (!subdomainName.safeParse(name).success) continue;
		const object = await readConfiguration(cluster, { kind, namespace, name }).catch((error: unknown) => {
			if (error instanceof KubernetesError && error.code === "not-found") return null;
			throw error;
		});
		const values = [...(object?.values ?? [])].filter(([key]) => keys === null || keys.includes(key));
		const prints = values
			.slice(0, mostKeys)
			.map(([key, value]) => [key, fingerprint(["held", serviceId, kind, name, key], value)]);
		found.push({ kind, name, prints: object && Object.fromEntries(prints) });
	}
	return found;
}
