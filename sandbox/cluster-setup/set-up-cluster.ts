import { join } from "node:path";
import { environments, services } from "../company/company.ts";
import { goodReleases, type Release, readReleases } from "../history/releases.ts";
import { ApiClient } from "../kubernetes-client/api-client.ts";
import { readKubeconfig } from "../kubernetes-client/kubeconfig.ts";
import { ensureObjects } from "./ensure-objects.ts";
import {
	configMapObject,
	deploymentObject,
	namespaceOf,
	type Placement,
	secretObject,
	serviceObject,
} from "./service-objects.ts";

/**
 * Creates what is missing of the company in its cluster, through the API of `D/kubeconfig`: namespaces, ConfigMaps,
 * Secrets, Services, Deployments. Changes nothing that is there. Returns how many objects it created.
 */
export async function setUpCluster(dataDir: string, port: number): Promise<number> {
	const client = new ApiClient(readKubeconfig(join(dataDir, "kubeconfig")));
	try {
		const placements = placementsOf(readReleases(dataDir), `127.0.0.1:${port}`);
		const namespaces = await ensureObjects(client, environments.map(namespaceOf));
		// A Deployment's pods read ConfigMap and Secret when they start, so these come first.
		const first = await ensureObjects(
			client,
			placements.flatMap((one) => [configMapObject(one), secretObject(one), serviceObject(one)]),
		);
		return namespaces + first + (await ensureObjects(client, placements.map(deploymentObject)));
	} finally {
		await client.close();
	}
}

/** Which version runs where at first: production has the company's version, the others the newest good one. */
function placementsOf(releases: Release[], registry: string): Placement[] {
	return environments.flatMap((environment) =>
		services.map((service) => {
			const good = goodReleases(releases, service.name);
			const wanted = environment === "production" ? good.find((one) => one.version === service.version) : good.at(-1);
			if (!wanted) throw new Error(`there is no release of ${service.name} to run in ${environment}`);
			return { service, environment, release: wanted, registry };
		}),
	);
}
