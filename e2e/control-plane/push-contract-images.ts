import { pushImage } from "../../sandbox/registry/push-image.ts";

/** What a version does: dies after `crashAfterMs`, and is ready `startMs` after its start. Times in milliseconds. */
const behaviours = {
	good: { crashAfterMs: null, startMs: 100 },
	crash: { crashAfterMs: 300, startMs: 100 },
	unready: { crashAfterMs: null, startMs: 3_600_000 },
};

/**
 * Pushes an image for each way a workload can live and returns the environment that the contract of Kubernetes reads:
 * `CONTRACT_IMAGE_GOOD`, `_CRASH`, `_UNREADY`, and `_MISSING`, which no registry has.
 */
export async function pushContractImages(registryUrl: string): Promise<Record<string, string>> {
	const repository = `${new URL(registryUrl).host}/almena/contract`;
	const environment: Record<string, string> = { CONTRACT_IMAGE_MISSING: `${repository}@sha256:${"0".repeat(64)}` };
	for (const [name, behaviour] of Object.entries(behaviours)) {
		const service = { service: "contract", version: name, errorRate: 0, latencyMs: 5, database: null, calls: [] };
		const { digest } = await pushImage({
			registryUrl,
			repository: "almena/contract",
			tags: [name],
			serviceJson: JSON.stringify({ ...service, ...behaviour }),
			labels: { "org.opencontainers.image.version": name },
		});
		environment[`CONTRACT_IMAGE_${name.toUpperCase()}`] = `${repository}@${digest}`;
	}
	return environment;
}
