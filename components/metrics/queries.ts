import { apiFetch, withQuery } from "#components/api/client.ts";
import { apiQuery } from "#components/api/query.ts";
import { useAct } from "#components/api/use-act.ts";
import type { Place } from "#server/deployments/schema.ts";
import type { GateFindings, MetricGate, PlaceGates } from "#server/metrics/gates/schema.ts";
import type { Signals } from "#server/metrics/schema.ts";
import type { Sizing } from "#server/metrics/sizing/schema.ts";
import type { Verdict } from "#server/metrics/verdicts/schema.ts";

const path = (text: string) => encodeURIComponent(text);

/** Ranges of time that charts offer, in seconds. */
export const ranges = { "15m": 900, "1h": 3_600, "6h": 21_600, "24h": 86_400, "7d": 604_800 } as const;
export type RangeName = keyof typeof ranges;
export const rangeNames = ["15m", "1h", "6h", "24h", "7d"] as const satisfies readonly RangeName[];

/** How often charts are read again: no more often than there can be a new point. */
export const refreshMs = (range: RangeName): number => (ranges[range] <= 3_600 ? 5_000 : 30_000);

/** The golden signals of a service in an environment over the last seconds, with what happened meanwhile. */
export const signalsQuery = (place: { service: string; environment: string }, last: number) =>
	apiQuery<Signals>(
		withQuery(`/services/${path(place.service)}/environments/${path(place.environment)}/signals`, { last }),
		["deployments", "incidents"],
	);

/** How a deployment changed what is measured. */
export const verdictQuery = (deploymentId: string) =>
	apiQuery<{ verdict: Verdict | null }>(`/deployments/${path(deploymentId)}/verdict`, [`deployment:${deploymentId}`]);

/** What the gates of a deployment last found while it was watched. */
export const gateFindingsQuery = (deploymentId: string) =>
	apiQuery<{ findings: GateFindings | null }>(`/deployments/${path(deploymentId)}/metric-gates`, [
		`deployment:${deploymentId}`,
	]);

/** What must hold while a version of a service is watched, by environment. */
export const metricGatesQuery = (service: string) =>
	apiQuery<{ items: PlaceGates[] }>(`/services/${path(service)}/metric-gates`, ["service-environments"]);

/** Chooses the gates of a place; the form shows the error itself. */
export const useSetMetricGates = (service: string, done: string, onDone: () => void) =>
	useAct({
		act: ({ environment, gates }: { environment: string; gates: MetricGate[] }) =>
			apiFetch<object>(`/services/${path(service)}/environments/${path(environment)}/metric-gates`, {
				...{ method: "PUT", body: { gates } },
			}),
		...{ done, onDone, quiet: true },
	});

/** Which services run where, to choose from. */
export const placesQuery = () =>
	apiQuery<{ items: Place[] }>("/service-environments?limit=200", ["service-environments"]);

const weekEveryMs = 5 * 60_000;

/** What containers ask for beside what they used over a week, which no single pod changes. */
export const sizingQuery = (service: string, environment: string) => ({
	...apiQuery<Sizing>(
		`/services/${encodeURIComponent(service)}/environments/${encodeURIComponent(environment)}/sizing`,
		[],
	),
	refetchInterval: weekEveryMs,
});
