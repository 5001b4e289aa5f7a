const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export type Observation = { method: string; route: string; status: number; seconds: number };

type Pool = { inUse: number; max: number };
type Histogram = { buckets: number[]; sum: number; count: number };

/** What a service tells Prometheus about itself, in the text format. */
export class Metrics {
	readonly #requests = new Map<string, number>();
	readonly #durations = new Map<string, Histogram>();
	readonly #build: string;
	readonly #pool: Pool | null;

	constructor(build: { service: string; version: string }, pool: Pool | null) {
		this.#build = `service_name=${quote(build.service)},version=${quote(build.version)}`;
		this.#pool = pool;
	}

	observe({ method, route, status, seconds }: Observation): void {
		const series = `method=${quote(method)},route=${quote(route)}`;
		const counted = `${series},status="${status}"`;
		// A series that is born with its first failure hides that failure from rate().
		const failed = `${series},status="500"`;
		if (!this.#requests.has(failed)) this.#requests.set(failed, 0);
		this.#requests.set(counted, (this.#requests.get(counted) ?? 0) + 1);
		const histogram = this.#durations.get(series) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 };
		for (const [index, bound] of bounds.entries()) {
			if (seconds <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
		}
		histogram.sum += seconds;
		histogram.count++;
		this.#durations.set(series, histogram);
	}

	async text(): Promise<string> {
		const asked = performance.now();
		await new Promise((resolve) => setImmediate(resolve));
		const lag = (performance.now() - asked) / 1000;
		const { user, system } = process.cpuUsage();
		const lines = [
			"# TYPE http_requests_total counter",
			...[...this.#requests].map(([labels, count]) => `http_requests_total{${labels}} ${count}`),
			"# TYPE http_request_duration_seconds histogram",
			...[...this.#durations].flatMap(([labels, histogram]) => histogramLines(labels, histogram)),
			...single("process_cpu_seconds_total", "counter", (user + system) / 1e6),
			...single("process_resident_memory_bytes", "gauge", process.memoryUsage.rss()),
			...single("process_start_time_seconds", "gauge", Math.round(performance.timeOrigin) / 1000),
			...single("nodejs_eventloop_lag_seconds", "gauge", lag),
			"# TYPE service_build_info gauge",
			`service_build_info{${this.#build}} 1`,
		];
		if (this.#pool) {
			lines.push(...single("db_pool_connections_in_use", "gauge", this.#pool.inUse));
			lines.push(...single("db_pool_connections_max", "gauge", this.#pool.max));
		}
		return `${lines.join("\n")}\n`;
	}
}

function histogramLines(labels: string, { buckets, sum, count }: Histogram): string[] {
	const name = "http_request_duration_seconds";
	const lines = buckets.map((value, index) => `${name}_bucket{${labels},le="${bounds[index]}"} ${value}`);
	return [
		...lines,
		`${name}_bucket{${labels},le="+Inf"} ${count}`,
		`${name}_sum{${labels}} ${sum}`,
		`${name}_count{${labels}} ${count}`,
	];
}

function single(name: string, type: "counter" | "gauge", value: number): string[] {
	return [`# TYPE ${name} ${type}`, `${name} ${value}`];
}

function quote(value: string): string {
	return JSON.stringify(value);
}
