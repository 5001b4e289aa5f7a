import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { KubernetesError } from "./kubernetes-error.ts";
import { type Kind, resources } from "./resources.ts";

const discoverySchema = z.object({ resources: z.array(z.object({ name: z.string() })) });

/**
 * Whether a cluster serves a kind at all, by its own discovery; a group may be there without it. One that does not let
 * Lazo discover counts as serving it, so that the refusal is told where the kind is read. Throws KubernetesError.
 */
export async function servesKind(cluster: Cluster, kind: Kind): Promise<boolean> {
	const { group, plural } = resources[kind];
	try {
		const path = group;
		const answer = await cluster.call({ verb: "discover", resource: plural, path });
		return discoverySchema.parse(answer).resources.some(({ name }) => name === plural);
	} catch (error) {
		if (!(error instanceof KubernetesError)) throw error;
		if (error.code === "not-found") return false;
		if (error.code === "forbidden") return true;
		throw error;
	}
}
