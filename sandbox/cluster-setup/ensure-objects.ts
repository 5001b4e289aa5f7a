import { z } from "zod";
import { type ApiClient, ApiError } from "../kubernetes-client/api-client.ts";
import type { KubernetesObject } from "./service-objects.ts";

const collections: Record<string, string> = {
	Namespace: "/api/v1/namespaces",
	Service: "/api/v1/namespaces/NAMESPACE/services",
	ConfigMap: "/api/v1/namespaces/NAMESPACE/configmaps",
	Secret: "/api/v1/namespaces/NAMESPACE/secrets",
	Deployment: "/apis/apps/v1/namespaces/NAMESPACE/deployments",
};

const listSchema = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })).nullish() });

/** Path of the collection that an object belongs to. */
function collectionOf({ kind, metadata }: KubernetesObject): string {
	const path = collections[kind];
	if (!path) throw new Error(`nothing here creates objects of kind ${kind}`);
	return path.replace("NAMESPACE", metadata.namespace ?? "");
}

/** Creates the objects that are missing, collection by collection; what is there stays as it is. Returns how many. */
export async function ensureObjects(client: ApiClient, objects: KubernetesObject[]): Promise<number> {
	let created = 0;
	for (const [path, wanted] of Map.groupBy(objects, collectionOf)) {
		const { items } = listSchema.parse(await client.request({ method: "GET", path }));
		const there = new Set(items?.map(({ metadata }) => metadata.name));
		const missing = wanted.filter(({ metadata }) => !there.has(metadata.name));
		await Promise.all(missing.map((body) => create(client, path, body)));
		created += missing.length;
	}
	return created;
}

async function create(client: ApiClient, path: string, body: KubernetesObject): Promise<void> {
	try {
		await client.request({ method: "POST", path, body });
	} catch (error) {
		// Somebody else was faster, which is as good.
		if (!(error instanceof ApiError && error.status === 409)) throw error;
	}
}
