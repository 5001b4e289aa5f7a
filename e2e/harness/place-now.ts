import { z } from "zod";
import type { ApiSession } from "./api-session.ts";
import { type Place, runningDigest } from "./bad-deploy.ts";
import { generationOf } from "./kubernetes.ts";
import type { ProductFacts } from "./start-product.ts";

const deployment = z.object({
	id: z.string(),
	kind: z.string(),
	status: z.string(),
	rollbackOfId: z.string().nullable(),
});
export type DeploymentRow = z.infer<typeof deployment>;
const deployments = z.object({ items: z.array(deployment) });

/** What a place was like at one moment. */
export type PlaceThen = { place: Place; digest: string; generation: number; newest: string | undefined };

/** Notes what runs in a place, its Deployment's generation in the cluster, and the newest deployment that Lazo knows there. */
export async function placeNow(product: ProductFacts, api: ApiSession, place: Place): Promise<PlaceThen> {
	const digest = await runningDigest(api, place);
	const [{ generation }, [newest]] = await Promise.all([
		generationOf(product, { namespace: place.environment, name: place.service }),
		deploymentsOf(api, place),
	]);
	return { place, digest, generation, newest: newest?.id };
}

/** The deployments of a place since then, newest first. */
export async function deploymentsSince(api: ApiSession, { place, newest }: PlaceThen): Promise<DeploymentRow[]> {
	const all = await deploymentsOf(api, place);
	const end = all.findIndex(({ id }) => id === newest);
	return end === -1 ? all : all.slice(0, end);
}

const deploymentsOf = async (api: ApiSession, { service, environment }: Place) =>
	(await api.get(`/deployments?service=${service}&environment=${environment}&limit=20`, deployments)).items;
