import { type PrometheusTarget, queryInstant } from "#server/connectors/prometheus/client.ts";
import { reportError, reportSuccess } from "#server/platform/connections/health.ts";
import { OutboundError } from "#server/platform/outbound.ts";
import { discoverSeries } from "../discover-series.ts";
import { prometheusConnections } from "../prometheus-connection.ts";
import { requestQueries } from "../signal-queries.ts";

type Place = { service: string; environment: string; namespaces: string[] };

/**
 * Requests of the last days and how many of them failed, from the first Prometheus that counts them. Zero requests where all
 * answer and none counts them; null while one that may count them does not answer.
 */
export async function countRequests(place: Place, days: number): Promise<{ requests: number; failed: number } | null> {
	let asked = 0;
	let answered = 0;
	for (const { id, target } of await prometheusConnections()) {
		asked++;
		try {
			const found = await discoverSeries(target, place);
			const queries = found && requestQueries(found, days);
			const [requests, failed] = queries
				? await Promise.all([total(target, queries.requests), total(target, queries.failed)])
				: [0, 0];
			await reportSuccess(id);
			if (queries) return { requests, failed };
			answered++;
		} catch (error) {
			if (!(error instanceof OutboundError)) throw error;
			await reportError(id, error.code, error.message);
		}
	}
	return answered > 0 && answered === asked ? { requests: 0, failed: 0 } : null;
}

const total = async (target: PrometheusTarget, query: string): Promise<number> =>
	(await queryInstant(target, query))[0]?.points[0]?.[1] ?? 0;
