import { cluster } from "../../company/company.ts";
import { chance } from "../../history/chance.ts";
import { meanShare, shareWithin } from "./latency-share.ts";
import { momentOf, type Past } from "./service-past.ts";

/** A series by its name with labels, and its values at the times that were asked for. */
export type PastSeries = { name: string; values: number[] };

/** Fewer than a live service has: each bound is a series of thousands of samples. */
const bounds = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** The metrics of a service in one environment over its past, as one pod that is no more would have told them. */
export function pastSeries(past: Past, times: number[]): PastSeries[] {
	const { service, environment } = past;
	const name = service.name;
	const letters = (word: string, length: number) =>
		[...Array(length).keys()]
			.map((place) => "bcdfghjklmnpqrstvwxz24567"[Math.floor(chance(word, name, environment, place) * 25)])
			.join("");
	const place = [
		`cluster="${cluster}",environment="${environment}",job="workloads",namespace="${environment}"`,
		`node="${cluster}-${1 + Math.floor(chance("node", name, environment) * 3)}",service="${name}"`,
		`pod="${name}-${letters("set", 9)}-${letters("pod", 5)}",instance="${name}-${environment}:8080"`,
	].join(",");
	const route = `${place},method="GET",route="/api/${name}"`;
	const columns = countersOf(past, times);
	const duration = "http_request_duration_seconds";
	const gauge = (low: number, high: number, word: string) =>
		times.map(
			(time) => low + (high - low) * (0.5 + 0.3 * Math.sin(time / 2_900_000) + 0.2 * (chance(word, time) - 0.5)),
		);
	return [
		{ name: `http_requests_total{${route},status="200"}`, values: columns.good },
		{ name: `http_requests_total{${route},status="500"}`, values: columns.failed },
		...columns.within.map((values, index) => ({ name: `${duration}_bucket{${route},le="${bounds[index]}"}`, values })),
		{ name: `${duration}_bucket{${route},le="+Inf"}`, values: columns.all },
		{ name: `${duration}_count{${route}}`, values: columns.all },
		{ name: `${duration}_sum{${route}}`, values: columns.seconds },
		{ name: `process_cpu_seconds_total{${place}}`, values: columns.cpu },
		{ name: `process_resident_memory_bytes{${place}}`, values: gauge(56e6, 68e6, "memory").map(Math.round) },
		{ name: `nodejs_eventloop_lag_seconds{${place}}`, values: gauge(0.0004, 0.003, "lag") },
		...(service.database
			? [{ name: `db_pool_connections_in_use{${place}}`, values: gauge(0, 3, "pool").map(Math.round) }]
			: []),
	];
}

/** Counters that only grow; whole numbers for requests, as a service counts them. */
function countersOf(past: Past, times: number[]) {
	const within = bounds.map(() => [] as number[]);
	const columns = {
		all: [] as number[],
		good: [] as number[],
		failed: [] as number[],
		seconds: [] as number[],
		cpu: [] as number[],
		within,
	};
	const sums = { all: 0, failed: 0, seconds: 0, cpu: 0, within: bounds.map(() => 0) };
	const usual = past.service.latencyMs / 1000;
	for (const [index, time] of times.entries()) {
		const elapsed = (time - (times[index - 1] ?? time)) / 1000;
		const { requestRate, errorRate, slower } = momentOf(past, time);
		const requests = requestRate * elapsed;
		sums.all += requests;
		sums.failed += requests * errorRate;
		sums.seconds += requests * usual * slower * meanShare;
		sums.cpu += elapsed * 0.006 + requests * 0.0015;
		columns.all.push(Math.round(sums.all));
		columns.failed.push(Math.round(sums.failed));
		columns.good.push(Math.round(sums.all) - Math.round(sums.failed));
		columns.seconds.push(sums.seconds);
		columns.cpu.push(sums.cpu);
		for (const [number, bound] of bounds.entries()) {
			const sum = (sums.within[number] ?? 0) + requests * shareWithin(bound, usual * slower);
			sums.within[number] = sum;
			within[number]?.push(Math.round(sum));
		}
	}
	return columns;
}
