import type { EnvironmentName, Service } from "../../company/company.ts";
import type { HistoryIncident } from "../../history/history-format.ts";
import { incidentPlans } from "../../history/incident-plans.ts";

const day = 86_400_000;
const share: Record<EnvironmentName, number> = { production: 1, staging: 0.2, development: 0.1 };
const usualErrorRate = 0.002;

/** What a service went through at a moment: requests a second, share that failed, latency as a multiple of the usual. */
export type Moment = { requestRate: number; errorRate: number; slower: number };

export type Past = { service: Service; environment: EnvironmentName; incidents: HistoryIncident[]; end: number };

/** How a service fared at a time (ms). Traffic breathes with the day and meets today's level at the end. */
export function momentOf({ service, environment, incidents, end }: Past, time: number): Moment {
	const breath = 0.14 * Math.sin((2 * Math.PI * (time % day)) / day - 2) + 0.05 * Math.sin(time / 1_730_000);
	const meeting = Math.min(1, (end - time) / 3_600_000);
	const incident = incidents.find(
		(one) =>
			one.service === service.name &&
			one.environment === environment &&
			time >= Date.parse(one.startedAt) &&
			time < Date.parse(one.resolvedAt),
	);
	const effect = incidentPlans.find((plan) => plan.title === incident?.title)?.effect;
	return {
		requestRate: service.traffic * share[environment] * (1 + breath * meeting),
		errorRate: effect?.errorRate ?? usualErrorRate,
		slower: effect?.slower ?? 1,
	};
}
