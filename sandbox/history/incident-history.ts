import { between } from "./chance.ts";
import type { Deployed } from "./deployment-history.ts";
import type { HistoryIncident } from "./history-format.ts";
import { type IncidentPlan, incidentPlans } from "./incident-plans.ts";
import { day, inWorkingHours, iso, minute } from "./working-time.ts";

/** The incidents of the past with their times; those that a deployment caused begin a minute or two after it. */
export function incidentHistory(now: number, deployments: Deployed[]): HistoryIncident[] {
	return incidentPlans.flatMap((plan) => {
		const suspect = suspectOf(plan, deployments);
		const began = beginning(plan, now, deployments[suspect ?? -1]);
		if (began === null) return [];
		const started = Math.round(began);
		const detected = started + Math.round(between(7, 14, "detected", plan.title) * 1000);
		const acknowledged = detected + Math.round(between(0.6, 2.4, "acknowledged", plan.title) * minute);
		const { service, environment, title, severity, alertname, summary, itemKey, acknowledgedBy } = plan;
		return {
			...{ service, environment, title, severity, alertname, summary, itemKey, acknowledgedBy, suspect },
			startedAt: iso(started),
			detectedAt: iso(detected),
			acknowledgedAt: iso(acknowledged),
			resolvedAt: iso(started + plan.minutes * minute),
		};
	});
}

function suspectOf({ cause, service, environment }: IncidentPlan, deployments: Deployed[]): number | null {
	if (typeof cause === "object") return null;
	const position = deployments.findIndex(
		(one) => one.service === service && one.environment === environment && one.outcome === "rolled_back",
	);
	return position === -1 ? null : position;
}

function beginning({ cause, title }: IncidentPlan, now: number, suspect: Deployed | undefined): number | null {
	if (typeof cause === "object") return inWorkingHours(now - cause.daysAgo * day);
	return suspect ? Date.parse(suspect.finishedAt) + between(40, 90, "began", title) * 1000 : null;
}
