import { z } from "zod";
import type { Cluster } from "./cluster.ts";
import { eventSchema } from "./pod-object.ts";
import { type ObjectRef, resourceName, resources } from "./resources.ts";
import { labelName, subdomainName } from "./schema.ts";

const listSchema = z.object({ items: z.array(z.unknown()).nullish() });

/** The newest words of the cluster about one object as `reason: message`, null when it has none. Throws KubernetesError. */
export async function lastWarningOf(cluster: Cluster, { kind, namespace, name }: ObjectRef): Promise<string | null> {
	const { group, plural } = resources.Event;
	const chosen = `involvedObject.kind=${kind},involvedObject.name=${subdomainName.parse(name)}`;
	const query = new URLSearchParams({ fieldSelector: chosen, limit: "100" });
	const path = `${group}/namespaces/${labelName.parse(namespace)}/${plural}?${query}`;
	const answer = listSchema.parse(await cluster.call({ verb: "list", resource: resourceName("Event"), path }));
	const newest = (answer.items ?? [])
		.flatMap((item) => eventSchema.safeParse(item).data ?? [])
		.filter(({ type }) => type === "Warning")
		.sort((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0];
	return newest ? `${newest.reason}: ${newest.message}` : null;
}
