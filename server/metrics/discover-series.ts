import { LRUCache } from "lru-cache";
import { type PrometheusTarget, queryInstant } from "#server/connectors/prometheus/client.ts";
import { candidateLabels, type Discovered, discover, discoveryQuery } from "./signal-queries.ts";

const discovered = new LRUCache<string, Discovered>({ max: 5_000, ttl: 300_000 });

/** By what labels and names a Prometheus knows a service in an environment; null when it does not. Throws OutboundError. */
export async function discoverSeries(
	target: PrometheusTarget,
	{ service, environment, namespaces }: { service: string; environment: string; namespaces: string[] },
): Promise<Discovered | null> {
	const key = `${target.url} ${service} ${environment}`;
	const known = discovered.get(key);
	if (known) return known;
	const candidates = candidateLabels(service, environment, namespaces);
	const series = await queryInstant(target, discoveryQuery(candidates));
	const found = discover(
		candidates,
		series.map(({ labels }) => labels),
	);
	if (found) discovered.set(key, found);
	return found;
}
