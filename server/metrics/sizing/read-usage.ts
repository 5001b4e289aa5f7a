import { LRUCache } from "lru-cache";
import { type PrometheusTarget, queryInstant } from "#server/connectors/prometheus/client.ts";
import { quoteLabel, selector } from "#server/connectors/prometheus/quote.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { discoverSeries } from "../discover-series.ts";
import { prometheusConnections } from "../prometheus-connection.ts";
import type { SizedResource } from "./schema.ts";
import type { Usage, UsageAnswer, UsageInput } from "./usage-call.ts";

/** A week does not change within minutes, and asking for it costs Prometheus something. */
const answers = new LRUCache<string, Promise<Found | null>>({ max: 500, ttl: 600_000 });

/** Workloads whose week is asked for at once, six queries each: a page of many must not take Prometheus from everybody else. */
const atOnce = 2;

type Found = Pick<UsageAnswer, "source" | "usage">;
/** Per resource, what the busiest pod uses at a moment, as PromQL. */
type Busiest = Record<SizedResource, string>;

/** Use of CPU and memory over some days, from the first Prometheus that knows the service. Failures are part of the answer. */
export async function readUsage(input: UsageInput): Promise<UsageAnswer> {
	let problem: NonNullable<UsageAnswer["problem"]> = { code: "no-prometheus", message: "No Prometheus is connected." };
	for (const { id, target } of await prometheusConnections()) {
		try {
			const found = await readOnce(target, input);
			await reportSuccess(id);
			if (found) return { ...found, observedAt: new Date().toISOString(), problem: null };
			if (problem.code !== "prometheus-away")
				problem = { code: "no-series", message: "Prometheus has no series with a known name for this service." };
		} catch (error) {
			if (!(error instanceof OutboundError)) throw error;
			await reportError(id, error.code, error.message);
			problem = { code: "prometheus-away", message: error.message };
		}
	}
	return { observedAt: null, problem, source: null, usage: [] };
}

function readOnce(target: PrometheusTarget, input: UsageInput): Promise<Found | null> {
	const key = `${target.url} ${JSON.stringify(input)}`;
	const known = answers.get(key);
	if (known) return known;
	const asked = readFrom(target, input);
	answers.set(key, asked);
	asked.then((found) => found ?? answers.delete(key)).catch(() => answers.delete(key));
	return asked;
}

async function readFrom(target: PrometheusTarget, input: UsageInput): Promise<Found | null> {
	const ofContainers: Usage[] = [];
	for (let from = 0; from < input.workloads.length; from += atOnce) {
		const some = input.workloads.slice(from, from + atOnce);
		const found = await Promise.all(some.map((workload) => containersOf(target, workload, input.days)));
		ofContainers.push(...found.flat());
	}
	if (ofContainers.length > 0) return { source: "container", usage: ofContainers };
	const namespaces = [...new Set(input.workloads.map(({ namespace }) => namespace))];
	const found = await discoverSeries(target, { ...input, namespaces });
	if (!found) return null;
	const by = selector(found.labels);
	const busiest = {
		cpu: `max(rate(process_cpu_seconds_total${by}[5m]))`,
		memory: `max(process_resident_memory_bytes${by})`,
	};
	const usage = await measure(target, busiest, { days: input.days, placeOf: () => null });
	return usage.length > 0 ? { source: "process", usage } : null;
}

/** What the nodes (cAdvisor) tell of the containers of a workload's pods. */
async function containersOf(
	target: PrometheusTarget,
	{ namespace, name }: UsageInput["workloads"][number],
	days: number,
): Promise<Usage[]> {
	const pods = quoteLabel(`${name.replaceAll(".", "\\.")}-[bcdfghjklmnpqrstvwxz0-9]+(-[bcdfghjklmnpqrstvwxz0-9]{5})?`);
	const by = `{namespace=${quoteLabel(namespace)},pod=~${pods},container!="",container!="POD"}`;
	const busiest = {
		cpu: `max by (container) (rate(container_cpu_usage_seconds_total${by}[5m]))`,
		memory: `max by (container) (container_memory_working_set_bytes${by})`,
	};
	const placeOf = ({ container = "" }: Record<string, string>) => ({ namespace, workload: name, container });
	return measure(target, busiest, { days, placeOf });
}

type Over = { days: number; placeOf: (labels: Record<string, string>) => Usage["place"] };

async function measure(target: PrometheusTarget, busiest: Busiest, { days, placeOf }: Over): Promise<Usage[]> {
	const resources: SizedResource[] = ["cpu", "memory"];
	const perResource = resources.map(async (resource) => {
		const range = `(${busiest[resource]})[${days}d:5m]`;
		const queries = [`max_over_time(${range})`, `quantile_over_time(0.95, ${range})`, `count_over_time(${range})`];
		const [highest = [], usual = [], samples = []] = await Promise.all(
			queries.map((query) => queryInstant(target, query)),
		);
		return highest.flatMap(({ labels, points }): Usage[] => {
			const same = (series: typeof highest) =>
				series.find((one) => one.labels.container === labels.container)?.points[0]?.[1] ?? null;
			const numbers = { highest: points[0]?.[1] ?? null, usual: same(usual), samples: same(samples) };
			const { highest: most, usual: mostly, samples: count } = numbers;
			if (most === null || mostly === null || count === null) return [];
			return [{ place: placeOf(labels), resource, highest: most, usual: mostly, samples: count }];
		});
	});
	return (await Promise.all(perResource)).flat();
}
