import { z } from "zod";
import { ApiClient, patchTypes } from "../../sandbox/kubernetes-client/api-client.ts";
import { readKubeconfig } from "../../sandbox/kubernetes-client/kubeconfig.ts";
import type { ProductFacts } from "./start-product.ts";

const replicaSets = z.object({
	items: z.array(
		z.object({
			metadata: z.object({
				annotations: z.record(z.string(), z.string()).default({}),
				ownerReferences: z.array(z.object({ name: z.string() })).default([]),
			}),
			spec: z.object({ template: z.object({ spec: z.unknown(), metadata: z.unknown() }) }),
		}),
	),
});
const revision = "deployment.kubernetes.io/revision";

const generationSchema = z.object({ metadata: z.object({ generation: z.number() }) });

/** How often the spec of a Deployment was written, its making included. */
export async function generationOf(
	product: ProductFacts,
	{ namespace, name }: { namespace: string; name: string },
): Promise<{ generation: number }> {
	const api = new ApiClient(readKubeconfig(required(product, "KUBERNETES_KUBECONFIG_FILE")));
	try {
		const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
		return generationSchema.parse(await api.request({ method: "GET", path })).metadata;
	} finally {
		await api.close();
	}
}

const containersSchema = z.array(z.looseObject({ env: z.array(z.unknown()).default([]) }));
const templateSchema = z.object({
	spec: z.object({ template: z.object({ spec: z.object({ containers: containersSchema }) }) }),
});

/** Does what `kubectl set env` does, behind Lazo's back: every container gets a variable more. `namespace` is the environment. */
export async function setVariable(
	product: ProductFacts,
	{ namespace, name }: { namespace: string; name: string },
	variable: { name: string; value: string },
): Promise<void> {
	const api = new ApiClient(readKubeconfig(required(product, "KUBERNETES_KUBECONFIG_FILE")));
	try {
		const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
		const { spec } = templateSchema.parse(await api.request({ method: "GET", path }));
		const containers = spec.template.spec.containers.map((one) => ({ ...one, env: [...one.env, variable] }));
		await api.request({
			method: "PATCH",
			path,
			contentType: patchTypes.merge,
			body: { spec: { template: { spec: { containers } } } },
		});
	} finally {
		await api.close();
	}
}

/** Does what `kubectl rollout undo` does, with the cluster's own API and behind Lazo's back. `namespace` is the environment. */
export async function undoRollout(product: ProductFacts, place: { namespace: string; name: string }): Promise<void> {
	const { namespace, name } = place;
	const api = new ApiClient(readKubeconfig(required(product, "KUBERNETES_KUBECONFIG_FILE")));
	try {
		const path = `/apis/apps/v1/namespaces/${namespace}`;
		const { items } = replicaSets.parse(await api.request({ method: "GET", path: `${path}/replicasets` }));
		const [, before] = items
			.filter((set) => set.metadata.ownerReferences.some((owner) => owner.name === name))
			.sort((a, b) => Number(b.metadata.annotations[revision] ?? 0) - Number(a.metadata.annotations[revision] ?? 0));
		if (!before) throw new Error(`${namespace}/${name} has no earlier revision to go back to`);
		const { spec } = before.spec.template;
		await api.request({
			method: "PATCH",
			path: `${path}/deployments/${name}`,
			contentType: patchTypes.merge,
			body: { spec: { template: { spec } } },
		});
	} finally {
		await api.close();
	}
}

function required(product: ProductFacts, name: string): string {
	const value = product.sandbox[name];
	if (!value) throw new Error(`the sandbox's settings name no ${name}`);
	return value;
}
