import { LRUCache } from "lru-cache";
import { type PrometheusTarget, queryRange, type Series } from "#server/connectors/prometheus/client.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import type { SignalsAnswer, SignalsInput } from "./calls.ts";
import { discoverSeries } from "./discover-series.ts";
import { prometheusConnections } from "./prometheus-connection.ts";
import type { Signal } from "./schema.ts";
import { signalQueries } from "./signal-queries.ts";

/** However many screens show a chart, Prometheus is asked once per query, range and step. */
const ranges = new LRUCache<string, Promise<Series[]>>({ max: 2_000, ttl: 5_000 });

type Span = Pick<SignalsInput, "start" | "end" | "step">;
/** `window`: range of the rates in seconds, where it is not to follow from the step. */
type Asked = SignalsInput & { window?: number };

/** The golden signals of a service, from the first Prometheus that knows it. Failures are part of the answer: one dead Prometheus is data. */
export async function readSignals(input: Asked): Promise<SignalsAnswer> {
	let problem: NonNullable<SignalsAnswer["problem"]> = {
		code: "no-prometheus",
		message: "No Prometheus is connected.",
	};
	for (const { id, target } of await prometheusConnections()) {
		try {
			const signals = await readFrom(target, input);
			await reportSuccess(id);
			if (signals) return { observedAt: new Date().toISOString(), problem: null, signals };
			// One that is away may be the one that knows it: then nobody can say that there are none.
			if (problem.code !== "prometheus-away")
				problem = { code: "no-series", message: "Prometheus has no series with a known name for this service." };
		} catch (error) {
			if (!(error instanceof OutboundError)) throw error;
			await reportError(id, error.code, error.message);
			problem = { code: "prometheus-away", message: error.message };
		}
	}
	return { observedAt: null, problem, signals: [] };
}

async function readFrom(target: PrometheusTarget, input: Asked): Promise<Signal[] | null> {
	const found = await discoverSeries(target, input);
	if (!found) return null;
	// Four scrapes make a rate; the window never falls below what a scrape every 5 s needs.
	const window = input.window ?? Math.max(input.step * 2, 20);
	return Promise.all(
		signalQueries(found, window).map(async ({ signal, unit, lines }) => ({
			name: signal,
			unit,
			query: lines[0]?.query ?? null,
			lines: await Promise.all(
				lines.map(async ({ name, query }) => ({
					name,
					points: (await readRange(target, query, input))[0]?.points ?? [],
				})),
			),
		})),
	);
}

/** A range of one expression, asked once for whoever wants it within some seconds. Throws OutboundError. */
export function readRange(target: PrometheusTarget, query: string, { start, end, step }: Span): Promise<Series[]> {
	const key = `${target.url} ${query} ${start} ${end} ${step}`;
	const running = ranges.get(key);
	if (running) return running;
	const asked = queryRange(target, { query, start, end, step });
	ranges.set(key, asked);
	asked.catch(() => ranges.delete(key));
	return asked;
}
