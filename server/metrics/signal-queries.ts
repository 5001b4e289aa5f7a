import { selector } from "#server/connectors/prometheus/quote.ts";
import type { SignalName } from "./schema.ts";

/** How the series of a service are told apart from others': label names and values. */
export type Labels = Record<string, string>;

/** Label sets that services are commonly known by, the most exact first. */
export function candidateLabels(service: string, environment: string, namespaces: string[]): Labels[] {
	const names = ["service", "app", "app_kubernetes_io_name", "job"];
	const byEnvironment = names.flatMap((name) =>
		["environment", "env"].map((label) => ({ [name]: service, [label]: environment })),
	);
	const byNamespace = names.flatMap((name) => namespaces.map((namespace) => ({ [name]: service, namespace })));
	return [...byEnvironment, ...byNamespace];
}

/** Names of a request counter with the label that carries the status code. */
const counters = [
	{ metric: "http_requests_total", status: "status" },
	{ metric: "http_requests_total", status: "code" },
	{ metric: "http_requests_total", status: "status_code" },
	{ metric: "http_server_request_duration_seconds_count", status: "http_response_status_code" },
	{ metric: "http_request_duration_seconds_count", status: "status" },
];
const histograms = ["http_request_duration_seconds_bucket", "http_server_request_duration_seconds_bucket"];

export type Discovered = { labels: Labels; counter: (typeof counters)[number] | null; histogram: string | null };

/** PromQL that tells which label set and which metric names have series: one query for all candidates. */
export function discoveryQuery(candidates: Labels[]): string {
	const metrics = [
		...new Set([...counters.map(({ metric }) => metric), ...histograms, "process_cpu_seconds_total"]),
	].join("|");
	return candidates
		.map(
			(labels) =>
				`count by (__name__, status, code, status_code, http_response_status_code, ${Object.keys(labels).join(", ")}) (${withName(labels, metrics)})`,
		)
		.join(" or ");
}

const withName = (labels: Labels, metrics: string) => `{__name__=~"${metrics}",${selector(labels).slice(1)}`;

/** Picks the first label set that has series, and the names found in it. Null when there are none. */
export function discover(candidates: Labels[], found: Record<string, string>[]): Discovered | null {
	for (const labels of candidates) {
		const mine = found.filter((series) => Object.entries(labels).every(([name, value]) => series[name] === value));
		if (mine.length === 0) continue;
		const counter =
			counters.find(({ metric, status }) => mine.some((series) => series.__name__ === metric && series[status])) ??
			null;
		const histogram = histograms.find((metric) => mine.some((series) => series.__name__ === metric)) ?? null;
		return { labels, counter, histogram };
	}
	return null;
}

export type SignalQuery = {
	signal: SignalName;
	unit: "requests-per-second" | "ratio" | "seconds" | "cores" | "bytes";
	lines: { name: string; query: string }[];
};

const failedOf = ({ metric, status }: NonNullable<Discovered["counter"]>, by: string) =>
	`${metric}${by.slice(0, -1)},${status}=~"5.."}`;

/** The PromQL of all requests of so many days and of those that failed; null where requests are not counted. */
export function requestQueries(
	{ labels, counter }: Discovered,
	days: number,
): { requests: string; failed: string } | null {
	if (!counter) return null;
	const by = selector(labels);
	return {
		requests: `sum(increase(${counter.metric}${by}[${days}d]))`,
		failed: `sum(increase(${failedOf(counter, by)}[${days}d]))`,
	};
}

/** The PromQL of each signal for what was found. `window` is the range of rates, in seconds. */
export function signalQueries({ labels, counter, histogram }: Discovered, window: number): SignalQuery[] {
	const by = selector(labels);
	const over = `[${window}s]`;
	const queries: SignalQuery[] = [];
	if (counter) {
		const all = `sum(rate(${counter.metric}${by}${over}))`;
		const failed = `sum(rate(${failedOf(counter, by)}${over}))`;
		queries.push({ signal: "rate", unit: "requests-per-second", lines: [{ name: "rate", query: all }] });
		queries.push({
			signal: "errors",
			unit: "ratio",
			lines: [{ name: "errors", query: `(${failed} or ${all} * 0) / ${all}` }],
		});
	}
	if (histogram) {
		const quantile = (q: number) => `histogram_quantile(${q}, sum by (le) (rate(${histogram}${by}${over})))`;
		queries.push({
			signal: "duration",
			unit: "seconds",
			lines: [0.5, 0.95, 0.99].map((q) => ({ name: `p${q * 100}`, query: quantile(q) })),
		});
	}
	queries.push({
		signal: "saturation",
		unit: "cores",
		lines: [{ name: "cpu", query: `sum(rate(process_cpu_seconds_total${by}${over}))` }],
	});
	return queries;
}
